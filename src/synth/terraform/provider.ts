import type { SynthFile } from '../file.ts';
import type { SynthContext } from '../target.ts';

/** One cloud's part of the target: a folder for each of its sites. */
export interface TerraformProvider {
  /** As sites name it: 'aws'. */
  readonly provider: string;
  readonly render: (context: SynthContext) => readonly SynthFile[];
}
