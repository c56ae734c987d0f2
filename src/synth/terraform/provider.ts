import type { ResolvedPlan } from '#model';
import type { SynthFile } from '../file.ts';
import type { SynthContext } from '../target.ts';

/** One provider's part of the target: a folder for each of its sites, or for what it does before them. */
export interface TerraformProvider {
  /** As sites name it: 'aws'. */
  readonly provider: string;
  /** Whether an environment has a use for it. Absent: where it has a site of that name. */
  readonly appliesTo?: (plan: ResolvedPlan) => boolean;
  readonly render: (context: SynthContext) => readonly SynthFile[];
}
