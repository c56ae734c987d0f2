import { licenceOf } from '#facts';
import { withParticle } from '#kernel';
import { modelFiles } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'data/model-licence-fits',
  severity: 'warning',
  title: {
    en: 'A published model is used as its licence allows.',
    ko: '공개 모델은 사용 허가가 허용하는 대로 쓴다.',
  },
  why: {
    en: 'Code and weights often have different licences; weights “for research” do not run a service.',
    ko: '코드와 가중치의 허가는 흔히 다르다. “연구용” 가중치로는 서비스를 할 수 없다.',
  },
  fix: {
    en: "Record the licence you hold (`licence: 'commercial'`), or train a model of your own.",
    ko: "가진 허가를 적거나(`licence: 'commercial'`) 모델을 직접 학습한다.",
  },
  examples: () => ({
    pass: [
      small('a licence bought', {
        roots: [modelFiles('faces', { from: 'insightface', licence: 'commercial' })],
      }),
    ],
    fail: [small('as published', { roots: [modelFiles('faces', { from: 'insightface' })] })],
  }),
  check({ facts }, report) {
    for (const from of facts.of('from')) {
      const known = licenceOf(from.value);
      const own = facts.first('licence', from.subject)?.value;
      if (!known || known.commercial || own === 'commercial' || own === 'own') continue;
      report({
        path: `${from.subject}.licence`,
        because: [from],
        message: {
          en: `${nameOf(from.subject)} comes from ${from.value}: ${known.note.en}`,
          ko: `${withParticle(nameOf(from.subject), '은/는')} ${from.value}에서 왔다: ${known.note.ko}`,
        },
      });
    }
  },
});
