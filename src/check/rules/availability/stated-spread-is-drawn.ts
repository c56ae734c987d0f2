import { type Text, withParticle } from '#kernel';
import type { Fact } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule, type Report } from '../../rule.ts';

export const rule = defineRule({
  id: 'availability/stated-spread-is-drawn',
  severity: 'error',
  title: {
    en: 'Zones and replicas that are promised stand in the design.',
    ko: '약속한 가용 영역과 복제본은 설계 안에 있다.',
  },
  why: {
    en: 'A promise that no part keeps describes another system than the one that will run.',
    ko: '어떤 구성 요소도 지키지 않는 약속은 실제로 돌아갈 것과 다른 시스템을 말한다.',
  },
  fix: {
    en: 'Give the site its zones and the parts their replicas, or withdraw the promise.',
    ko: '사이트에 가용 영역을, 구성 요소에 복제본을 적거나 약속을 거둔다.',
  },
  examples: () => ({
    pass: [sketch('two zones, as drawn', { zones: 2, states: [{ zones: 2 }] })],
    fail: [sketch('two zones, none drawn', { states: [{ zones: 2 }] })],
  }),
  check({ facts }, report) {
    for (const promise of promised(facts, 'zones')) {
      const words = {
        en: `${promise.value} or more zones`,
        ko: `가용 영역 ${promise.value}개 이상`,
      };
      const hint = {
        en: `Give the site \`zones: ${promise.value}\`, or withdraw the promise.`,
        ko: `사이트에 ${withParticle(`\`zones: ${promise.value}\``, '을/를')} 적거나 약속을 거둔다.`,
      };
      const path = `${promise.subject}.zones`;
      compare(facts, promise, { words, hint, unsaid: 0, path }, report);
    }
    for (const drawn of facts.of('drawnInstances')) {
      const promise = facts.first('instances', drawn.subject);
      if (!promise || promise.value <= drawn.value) continue;
      const name = nameOf(drawn.subject);
      report({
        path: `${drawn.subject}.replicas`,
        because: [drawn, promise],
        message: {
          en: `${promise.value} or more instances of ${name} are promised; ${drawn.value} are drawn`,
          ko: `${name} 인스턴스 ${promise.value}개 이상을 약속하지만 그림에는 ${drawn.value}개다`,
        },
        hint: hintFor(promise, drawn.value),
      });
    }
  },
});

/** What a promise is called, where it belongs, and what silence means. */
interface Promised {
  readonly words: Text;
  readonly hint: Text;
  readonly unsaid: number;
  readonly path: string;
}

function compare(
  facts: FactBase,
  promise: Fact<Spread>,
  said: Promised,
  report: (found: Report) => void,
): void {
  const drawn = drawnOf(facts, promise);
  const has = drawn?.value ?? said.unsaid;
  if (has >= promise.value) return;
  const part = facts.of('kind', promise.subject);
  report({
    path: said.path,
    because: [promise, ...(drawn ? [drawn] : part)],
    message: missing(said.words, has),
    hint: said.hint,
  });
}

const hintFor = ({ subject, value }: Fact, drawn: number): Text => ({
  en: `Draw ${String(value)} of '${nameOf(subject)}', or promise ${drawn}.`,
  ko: `'${nameOf(subject)}'을 ${String(value)}개 그리거나 ${drawn}개를 약속한다.`,
});

const missing = (promised: Text, has: number): Text => ({
  en: `${promised.en} are promised; the design has ${has === 0 ? 'none' : has}`,
  ko: `${withParticle(promised.ko, '을/를')} 약속하지만 설계에는 ${has === 0 ? '하나도 없다' : `${has}개다`}`,
});

type Spread = 'zones';

const promised = <A extends Spread>(facts: FactBase, attribute: A) =>
  facts.of(attribute).filter((fact) => fact.origin === 'stated' && fact.value > 1);

const drawnOf = <A extends Spread>(facts: FactBase, promise: Fact<A>) =>
  facts.of(promise.attribute, promise.subject).find((fact) => fact.origin !== 'stated');
