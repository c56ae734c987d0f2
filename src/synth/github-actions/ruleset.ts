import type { SynthFile } from '../file.ts';
import { Said, type Source, type TreeMap } from '../source.ts';
import { checksOf } from './jobs.ts';
import type { Pipeline, Task } from './pipeline.ts';

/** GitHub Actions as an app: nobody else's green counts. */
const ACTIONS_APP = 15368;

/** The rules of the main branch in GitHub's own format, for Settings, Rules, Import a ruleset. */
export function rulesetOf(
  { branch }: Pipeline,
  tasks: readonly Task[],
  source: Source,
): readonly SynthFile[] {
  if (branch?.protected !== true) return [];
  const said = (field: string, value: number): Said =>
    new Said(value, { path: `pipeline.branch.${field}`, at: source.at });
  const checks = tasks
    .filter(({ stage, events }) => stage.blocks === true && events.has('pull-request'))
    .flatMap((task) => checksOf(task).map((context) => new Said(context, task.source)));
  const required = [new Said('plan', source), ...checks].map((context) => ({
    context,
    integration_id: ACTIONS_APP,
  }));
  const value: TreeMap = {
    name: 'main',
    target: 'branch',
    enforcement: 'active',
    bypass_actors: [],
    conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
    rules: [
      { type: 'deletion' },
      { type: 'non_fast_forward' },
      {
        type: 'pull_request',
        parameters: {
          required_approving_review_count: said('reviews', branch.reviews ?? 0),
          dismiss_stale_reviews_on_push: true,
          require_code_owner_review: false,
          require_last_push_approval: (branch.reviews ?? 0) > 0,
          required_review_thread_resolution: true,
        },
      },
      {
        type: 'required_status_checks',
        parameters: {
          strict_required_status_checks_policy: true,
          required_status_checks: required,
        },
      },
    ],
  };
  return [{ path: 'rulesets/main.json', source, body: { kind: 'json', value } }];
}
