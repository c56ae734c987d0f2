import type { Text } from '#kernel';
import { frontsIn } from '../cloudflare/front.ts';
import { policySource } from '../site.ts';
import type { AwsSite } from './site.ts';

/** What a plan says of the whole system, and no resource of this site is. */
export function sayGaps(site: AwsSite): void {
  for (const [path, says] of policyGaps(site)) site.cannotSay(policySource(site.plan, path), says);
  const { environment } = site.plan;
  for (const [field, says] of environmentGaps(site))
    site.cannotSay({ path: `environments.${environment.name}.${field}`, at: environment.at }, says);
  for (const { name, at, rollout } of site.placement.engine === 'eks' ? [] : site.services)
    if (rollout)
      site.cannotSay(
        { path: `parts.${name}.rollout`, at },
        {
          en: `${name} is replaced step by step, and taken back when it does not get well: ${rollout.strategy} is a delivery's work`,
          ko: `${name} 서비스는 차례로 바뀌고 건강해지지 않으면 되돌린다. ${rollout.strategy} 전략은 배포의 몫이다`,
        },
      );
}

type Gap = readonly [path: string, says: Text];

function policyGaps({ plan: { policy } }: AwsSite): readonly Gap[] {
  const { network = {}, audit, savings = [] } = policy;
  const { operators, hostFirewall, intrusion } = network;
  const all: readonly (Gap | false)[] = [
    audit !== undefined && [
      'audit',
      {
        en: 'the audit trail is the whole account’s: none is written here',
        ko: '감사 추적은 계정 전체의 것이라 여기에 쓰지 않는다',
      },
    ],
    (hostFirewall ?? intrusion) !== undefined && [
      'network.hostFirewall',
      {
        en: 'what guards a machine from within is set up on the machine, not by Terraform',
        ko: '기계 안쪽의 방어는 Terraform이 아니라 기계에서 설정한다',
      },
    ],
    operators !== undefined &&
      operators !== 'ssm' && [
        'network.operators',
        {
          en: `no way in by ${operators} is written: only Session Manager is`,
          ko: `${operators} 방식의 접속로는 쓰지 않는다. Session Manager만 쓴다`,
        },
      ],
    savings.length > 0 && [
      'savings',
      {
        en: 'reservations and savings plans are bought for the account: nothing of them is written',
        ko: '예약과 절감형 플랜은 계정에서 산다. 여기에는 쓰지 않는다',
      },
    ],
  ];
  return all.filter((one) => one !== false);
}

function environmentGaps({ plan, placement }: AwsSite): readonly Gap[] {
  const { steer, mtls } = plan.environment;
  const all: readonly (Gap | false)[] = [
    steer !== undefined &&
      frontsIn(plan).length === 0 && [
        'steer',
        {
          en: 'who is sent to which site is decided before AWS: no record of it is written',
          ko: '누구를 어느 사이트로 보낼지는 AWS 앞에서 정한다. 그 레코드는 쓰지 않는다',
        },
      ],
    mtls === true &&
      placement.engine !== 'eks' && [
        'mtls',
        {
          en: 'calls between services are not mutually authenticated here: security groups alone tell them apart',
          ko: '여기서는 서비스 사이 호출을 상호 인증하지 않는다. 보안 그룹만이 그것을 가른다',
        },
      ],
  ];
  return all.filter((one) => one !== false);
}
