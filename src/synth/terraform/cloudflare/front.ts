import type { Text } from '#kernel';
import {
  partsOf,
  type ResolvedCdn,
  type ResolvedGateway,
  type ResolvedPlacement,
  type ResolvedPlan,
} from '#model';
import { namedPlacements, placementsIn } from '../../placements.ts';
import type { Said, Scalar, Source } from '../../source.ts';
import { cannotSay, isMissing, type SynthContext } from '../../target.ts';
import { idOf, plain, within } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import type { Configuration } from '../terraform.ts';
import type { CloudflareData, CloudflareResources } from './attributes.ts';

export type Writing = Configuration<CloudflareResources, CloudflareData>;

/** CDNs of a plan that Cloudflare is, by name; none where the environment is on no site. */
export const frontsIn = (plan: ResolvedPlan): readonly ResolvedCdn[] =>
  placementsIn(plan).some(({ site }) => site !== undefined)
    ? partsOf(plan, 'cdn')
        .filter(({ managed }) => managed === 'cloudflare')
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    : [];

/** Whether Cloudflare can reach a gateway by TLS. */
export const speaksTls = ({ tls, ports }: ResolvedGateway): boolean =>
  tls !== undefined || ports?.includes(443) === true;

/** A site that a gateway behind Cloudflare stands on. */
export interface Ground {
  readonly name: string;
  readonly placement: ResolvedPlacement;
  readonly isStandby: boolean;
}

/** What stands before an environment at Cloudflare: a CDN, its zone, and the gateways behind it. */
export class Front {
  readonly context: SynthContext;
  readonly plan: ResolvedPlan;
  readonly cdn: ResolvedCdn;
  readonly write: Writing;
  /** By name. */
  readonly gateways: readonly ResolvedGateway[];

  constructor(context: SynthContext, cdn: ResolvedCdn, write: Writing) {
    this.context = context;
    this.plan = context.plan;
    this.cdn = cdn;
    this.write = write;
    this.gateways = partsOf(this.plan, 'gateway')
      .filter(({ name }) => cdn.origins.includes(name))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  get hosts(): readonly string[] {
    return this.cdn.hosts ?? [];
  }

  /** Which zone of the account the hosts are in, no plan says. */
  get zone(): string {
    return this.write.variable(
      idOf(this.cdn.name, 'zone-id'),
      {
        type: 'string',
        about: plain(
          `The zone at Cloudflare that the hosts of ${this.cdn.name} are in: settings and rules are the whole zone's, so that no other environment shares it.`,
        ),
      },
      sourceOf(this.cdn),
    );
  }

  get account(): string {
    return this.write.variable('account_id', {
      type: 'string',
      about: 'The account at Cloudflare that pools and monitors belong to.',
    });
  }

  /** Sites that a gateway stands on, in the environment's order, the standby site last. */
  groundsOf({ name, on = [] }: ResolvedGateway): readonly Ground[] {
    const { standby, on: primary } = this.plan.environment;
    return namedPlacements(placementsIn(this.plan))
      .map(([called, placement]) => ({
        name: called,
        placement,
        isStandby: placement === standby,
      }))
      .filter(({ placement, isStandby }) => {
        const site = (isStandby ? [placement.site, primary.site] : [placement.site]).map(
          (one) => one?.name ?? '',
        );
        const { place = [] } = placement;
        return (
          (place.length === 0 || place.includes(name)) &&
          (on.length === 0 || site.some((one) => on.includes(one)))
        );
      });
  }

  /** The gateway that answers a host: the one that names it, or the first that names none. */
  gatewayOf(host: string): ResolvedGateway | undefined {
    const named = this.gateways.find(({ hosts = [] }) => hosts.includes(host));
    return named ?? this.gateways.find(({ hosts = [] }) => hosts.length === 0) ?? this.gateways[0];
  }

  readonly said = (field: string, value: Scalar): Said => say(this.cdn)(field, value);

  /** Says values of a placement, or of how the environment steers. */
  readonly saidOf = (at: Source['at'], field: string, value: Scalar): Said =>
    say({ name: this.plan.environment.name, at }, 'environments')(field, value);

  source(field: string): Source {
    return { path: `parts.${this.cdn.name}.${field}`, at: this.cdn.at };
  }

  environmentSource(field: string): Source {
    const { name, at } = this.plan.environment;
    return { path: `environments.${name}.${field}`, at };
  }

  /** What a resource is called at Cloudflare, within so many letters. */
  called(max: number, ...names: readonly string[]): string {
    return within(max, this.plan.name, this.plan.environment.name, ...names);
  }

  cannotSay(source: Source, message: Text, hint?: Text): void {
    cannotSay(this.context, 'terraform', source, message, hint);
  }

  isMissing(source: Source, message: Text, hint?: Text): void {
    isMissing(this.context, 'terraform', source, message, hint);
  }
}
