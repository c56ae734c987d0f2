import { daily, key } from '#model';
import { copies, durableStores, isCopied, nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const locked = (name: string, kept: boolean) =>
  sketch(name, {
    database: {
      backup: { full: daily(), encrypted: true },
      ...(kept && { key: key('main', { managed: 'kms', rotate: '365 d', escrow: true }) }),
    },
  });

export const rule = defineRule({
  id: 'security/key-is-kept',
  severity: 'warning',
  title: {
    en: 'An encrypted backup has a key that survives what it protects from.',
    ko: '암호화한 백업의 키는 백업이 막으려는 사고를 견딘다.',
  },
  why: {
    en: 'A backup whose key was lost with the server is noise.',
    ko: '서버와 함께 키를 잃은 백업은 쓸모없는 바이트다.',
  },
  fix: {
    en: 'Give the store a `key`, with `escrow: true` or kept on another site.',
    ko: '저장소에 `key`를 주고 `escrow: true`로 하거나 다른 사이트에 둔다.',
  },
  examples: () => ({ pass: [locked('in escrow', true)], fail: [locked('whose key?', false)] }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const subject of durableStores(facts)) {
      const locked = facts.of('backup.encrypted', subject).filter((fact) => fact.value);
      const name = facts.first('key', subject);
      if (locked.length === 0 || !isCopied(facts, subject) || (name && kept(name.value))) continue;
      report({
        path: `${subject}.key`,
        because: [...locked, ...copies(facts, subject), ...(name ? [name] : [])],
        message: name
          ? {
              en: `the key of ${nameOf(subject)} (${name.value}) is kept in one place and has no copy`,
              ko: `${nameOf(subject)}의 키(${name.value})는 한곳에만 있고 사본이 없다`,
            }
          : {
              en: `backups of ${nameOf(subject)} are encrypted, and nothing says with which key or who keeps it`,
              ko: `${nameOf(subject)} 백업을 암호화하는데 어떤 키인지, 누가 지키는지 적혀 있지 않다`,
            },
      });
    }
    function kept(name: string): boolean {
      const about = facts.about(`parts.${name}`);
      return about.some(
        (fact) => (fact.attribute === 'escrow' || fact.attribute === 'managed') && fact.value,
      );
    }
  },
});
