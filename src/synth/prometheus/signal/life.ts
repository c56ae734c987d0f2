import { DAY, HOUR, MINUTE, SECOND } from '#kernel';
import { namespaceOf, partsOf } from '#model';
import { groundOf } from '../../observe/place.ts';
import { plainNumber, spanWord } from '../../observe/words.ts';
import type { Sample } from '../rule.ts';
import { valueIn } from '../rule.ts';
import { flat, growing, minutesFor, sampled, seriesOf } from '../sample.ts';
import { type Answer, type Asked, blind } from './signal.ts';

/** Nothing said of how long restarts are counted over. */
const WITHIN = HOUR;

/** Restarts of a container as its cluster counts them; on a server, how often a process was born. */
export function restarts(asked: Asked): Answer {
  const { plan, alert, bound, of } = asked;
  const ground = groundOf(plan);
  if (ground === 'ecs')
    return blind(
      'ECS replaces a task that ended: nobody counts restarts',
      'ECS는 끝난 태스크를 새로 띄우므로 재시작 횟수가 없다',
    );
  const within = alert.within ?? WITHIN;
  const window = spanWord(within);
  const isCluster = ground === 'cluster';
  const names = partsOf(plan, 'service').map(({ name }) => name);
  const service = of?.name ?? names.sort()[0] ?? 'service';
  const key = isCluster ? 'container' : 'service';
  const own = of ? `${key}="${of.name}"` : '';
  const here = isCluster ? `namespace="${namespaceOf(plan)}"` : '';
  const selector = `{${[here, own].filter((one) => one !== '').join(',')}}`;
  return {
    signal: {
      signal: 'restarts',
      expr: isCluster
        ? `sum by (namespace, pod, container) (increase(kube_pod_container_status_restarts_total${selector}[${window}])) > ${bound}`
        : `changes(process_start_time_seconds${of ? selector : '{service!=""}'}[${window}]) > ${bound}`,
      summary: {
        en: `{{ $labels.${key} }} restarted more than ${bound} times in ${window}`,
        ko: `{{ $labels.${key} }} 재시작이 ${window} 안에 ${bound}번을 넘었다`,
      },
      description: {
        en: `It is {{ $labels.${isCluster ? 'pod' : 'instance'} }}: its last lines say why it ended.`,
        ko: `대상: {{ $labels.${isCluster ? 'pod' : 'instance'} }}. 마지막 로그에 끝난 까닭이 있다.`,
      },
      ...(isCluster ? inCluster(service, asked, within) : onServer(service, asked, within)),
    },
  };
}

type Shown = { readonly fires: Sample; readonly quiet: Sample };

function inCluster(container: string, { plan, alert, bound }: Asked, within: number): Shown {
  const minutes = minutesFor(alert.for ?? 0, within);
  const labels = { namespace: namespaceOf(plan), pod: `${container}-0`, container };
  const series = seriesOf('kube_pod_container_status_restarts_total', labels);
  const shown = (times: number) =>
    sampled(
      { [series]: growing((times * MINUTE) / within, minutes) },
      { minutes, labels, value: '' },
    );
  return { fires: shown(Math.max(1, bound * 2)), quiet: shown(bound / 2) };
}

function onServer(service: string, { alert, bound }: Asked, within: number): Shown {
  const labels = { instance: '10.0.0.1:8080', job: 'services', service };
  const series = seriesOf('process_start_time_seconds', labels);
  // So close together that twice the bound, and a few more, fit into the window.
  const step = Math.max(1, Math.min(60, Math.floor(within / SECOND / (2 * bound + 4))));
  const seconds = (alert.for ?? 0) / SECOND + (within / SECOND) * 2;
  const count = Math.ceil(seconds / step) + 1;
  const shown = (values: string): Sample => ({
    series: { [series]: values },
    interval: `${step}s`,
    at: `${Math.floor(seconds)}s`,
    labels,
    value: '',
  });
  return { fires: shown(growing(1, count)), quiet: shown(flat(1, count)) };
}

/** The first certificate of a gateway's hosts to end, as somebody outside is shown it. */
export function certificate(asked: Asked): Answer {
  const { plan, alert, bound, of } = asked;
  const gateways = partsOf(plan, 'gateway', 'cdn').filter(({ name }) => !of || of.name === name);
  const named = gateways.filter(({ hosts = [] }) => hosts.length > 0).map(({ name }) => name);
  const [gateway] = named.sort();
  if (gateway === undefined)
    return blind(
      `${of?.name ?? plan.name} names no host whose certificate could be looked at`,
      `${of?.name ?? plan.name}에 인증서를 살펴볼 호스트가 없다`,
    );
  const days = plainNumber(bound / DAY);
  const minutes = minutesFor(alert.for ?? 0);
  const labels = { gateway, instance: 'https://host.example/' };
  const ends = (atDays: number): Sample =>
    sampled(
      // The test's clock begins at zero: the certificate ends so many days after the look at it.
      {
        [seriesOf('probe_ssl_earliest_cert_expiry', labels)]: flat(
          (minutes * MINUTE + atDays * DAY) / SECOND,
          minutes,
        ),
      },
      { minutes, labels, value: atDays.toFixed(1) },
    );
  const selector = named.length === 1 ? `gateway="${gateway}"` : `gateway=~"${named.join('|')}"`;
  return {
    signal: {
      signal: 'certificate',
      expr: `(min by (gateway, instance) (probe_ssl_earliest_cert_expiry{${selector}}) - time()) / 86400 < ${days}`,
      summary: {
        en: `The certificate of {{ $labels.gateway }} ends within ${days} days`,
        ko: `{{ $labels.gateway }} 인증서가 ${days}일 안에 끝난다`,
      },
      description: {
        en: `{{ $labels.instance }} shows a certificate that ends in ${valueIn(1)} days.`,
        ko: `{{ $labels.instance }} 인증서가 ${valueIn(1)}일 뒤에 끝난다.`,
      },
      fires: ends(Math.floor(days * 5) / 10),
      quiet: ends(days * 2),
    },
  };
}
