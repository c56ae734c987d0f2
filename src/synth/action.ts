import { Said, type Source } from './source.ts';
import type { SynthContext } from './target.ts';

/** An action by its name and tag: by commit where the lock has one, else by tag, and that is a finding. */
export function pinnedAction(
  { plan, lock, report }: SynthContext,
  action: string,
  source: Source,
): Said {
  const locked = lock.actions[action];
  const [name = action, tag = ''] = action.split('@');
  if (locked) return new Said(`${name}@${locked.digest}`, source, tag);
  report({
    code: 'synth/action-is-not-locked',
    severity: 'info',
    // Said of the pipeline, once: every job uses the same.
    path: 'pipeline',
    at: plan.at,
    message: {
      en: `${action} is used by its tag, which its owner can move: hanok.lock has no commit of it`,
      ko: `${action} 액션을 태그로 쓴다. 태그는 주인이 옮길 수 있는데 hanok.lock에 커밋이 없다`,
    },
    hint: {
      en: 'Put the commit of the tag into hanok.lock, with where and when it was read.',
      ko: 'hanok.lock에 태그의 커밋과 읽은 곳, 읽은 날을 적는다.',
    },
  });
  return new Said(action, source);
}
