import { SECOND } from '#kernel';
import { nameOf } from './objects.ts';

/** A label that is not there at all is not "true" either. */
const NO_OVERRIDE = 'override!="true"';

type Labels = Readonly<Record<string, string>>;

/** Which counters of Prometheus tell of a service. */
export interface Counters {
  /** Selector of the requests that ended, over these releases, or over all of them. */
  requests(service: string, releases: readonly string[] | undefined): string;
  /** Selector of those that ended within a time, for predicates of slowness; none without. */
  within?(service: string, releases: readonly string[], ms: number): string;
  /** Whether a counter is of this release. */
  isOf(labels: Labels, service: string, release: string): boolean;
  /** The HTTP status a counter is of. */
  statusOf(labels: Labels): number | undefined;
}

/**
 * `http_requests_total` with the labels service, release and code, as pods count by themselves. It
 * does not see what never reached a pod, and sees the probes if they are not left out. What came with
 * the header `canary: true` is no unit either: a pod counts it with the label override="true".
 */
export const REQUESTS_TOTAL: Counters = {
  requests: (service, releases) => {
    const those = releases ? `,release=~"${releases.join('|')}"` : '';
    return `http_requests_total{service="${service}"${those},${NO_OVERRIDE}}`;
  },
  within: (service, releases, ms) =>
    `http_request_duration_seconds_bucket{service="${service}",release=~"${releases.join('|')}",${NO_OVERRIDE},le="${ms / SECOND}"}`,
  isOf: ({ release }, _, wanted) => release === wanted,
  statusOf: ({ code }) => toStatus(code),
};

/**
 * Istio's own counters at the side that sends: whoever tosses the coin counts both sides, so they
 * are read at one instant, and a candidate that nobody reaches is counted as well.
 */
export const ISTIO_REQUESTS: Counters = {
  requests: (service, releases) => `istio_requests_total{${sentTo(service, releases)}}`,
  within: (service, releases, ms) =>
    `istio_request_duration_milliseconds_bucket{${sentTo(service, releases)},le="${ms}"}`,
  isOf: ({ destination_service_name }, service, release) =>
    destination_service_name === nameOf(service, release),
  statusOf: ({ response_code }) => toStatus(response_code),
};

const sentTo = (service: string, releases: readonly string[] | undefined): string => {
  const names = releases?.map((release) => nameOf(service, release)) ?? [
    `${service}-[-a-z0-9]{1,8}`,
  ];
  return `reporter="source",destination_service_name=~"${names.join('|')}"`;
};

/** Istio says 0 where no answer came: that is no status, and as bad as any. */
function toStatus(words: string | undefined): number | undefined {
  if (words === '0') return 599;
  return /^[1-5]\d\d$/.test(words ?? '') ? Number(words) : undefined;
}
