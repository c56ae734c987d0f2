import type { SynthContext } from '../../target.ts';
import { type CloudSite, sitesOn } from '../site.ts';
import type { AwsData, AwsResources } from './attributes.ts';

/** One site of an environment on AWS. */
export type AwsSite = CloudSite<AwsResources, AwsData>;

/** The AWS sites of an environment, in its order. */
export const sitesOf = (context: SynthContext): readonly AwsSite[] => sitesOn('aws', context);
