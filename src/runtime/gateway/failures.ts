import { Failure, type Text } from '#kernel';

/** Every failure code the gateway and its client can raise. */
export const GATEWAY_FAILURES = {
  table: 'runtime/gateway-table',
  portTaken: 'runtime/port-taken',
  unreachable: 'runtime/gateway-unreachable',
  refused: 'runtime/gateway-refused',
  controlTaken: 'runtime/gateway-control-taken',
} as const;

/** The table was refused; `where` is the member at fault in the table's own terms. */
export function tableFailure(where: string, reason: Text, cause?: unknown): Failure {
  const text = {
    en: `gateway table: ${where}: ${reason.en}`,
    ko: `게이트웨이 표: ${where}: ${reason.ko}`,
  };
  const hint = {
    en: 'Write the table again; the last good one stays in force.',
    ko: '표를 다시 쓴다. 마지막으로 유효했던 표가 계속 적용된다.',
  };
  return new Failure(GATEWAY_FAILURES.table, text, { hint, cause });
}
