import { describe, expect, it } from 'vitest';
import { gateway, link, postgres, route, service } from '#model';
import { everything, PLACES, partsOf } from '../../../test/support/terraform/everything.ts';

const bare = (text: string): string => text.split('\n').slice(2).join('\n');

describe('what is written for a cloud', () => {
  it.each(PLACES)('does not depend on the order of declaration: %s', (place) => {
    const texts = (turned: boolean) =>
      everything(place, partsOf(place, turned)).files.map(({ path, text }) => [path, bare(text())]);
    expect(texts(true)).toEqual(texts(false));
  });

  it('reads no expression out of a text of the plan', () => {
    const [, module] = everything('tasks').modules[0] ?? [];
    const container = module?.locals.api__containers as unknown as [
      { environment: readonly { name: string; value: string }[] },
    ];
    expect(container[0].environment.find(({ name }) => name === 'PATTERN')?.value).toBe(
      '$${path.module} %%{ if true }',
    );
  });

  it('gives a task the links of its part, and nothing else', () => {
    const [, module] = everything('tasks').modules[0] ?? [];
    const may = module?.data.aws_iam_policy_document?.api__may?.statement as unknown as readonly {
      actions: readonly string[];
      resources: readonly string[];
    }[];
    expect(may.flatMap(({ actions }) => actions)).not.toContain('s3:PutObject');
    expect(may.flatMap(({ resources }) => resources).filter((one) => one === '*')).toEqual([]);
  });

  it('has a folder for the standby site, whose empty stores are said', () => {
    const { modules, findings } = everything('machines');
    expect(modules.map(([folder]) => folder)).toEqual([
      'machines/terraform/away',
      'machines/terraform/nowhere',
    ]);
    expect(findings.map(({ message }) => message.en)).toContain(
      'files begins empty on away: what it held does not come along by itself',
    );
    const [, away] = modules[0] ?? [];
    expect(away?.resource.aws_db_instance?.backup?.replicate_source_db).toBe(
      `\${var.backup__primary_arn}`,
    );
  });

  it('taints machines with GPUs, and counts pools by zone where the plan does', () => {
    const [, module] = everything('cluster').modules[0] ?? [];
    const { gpu, arm } = module?.resource.aws_eks_node_group ?? {};
    expect([gpu?.node_group_name, gpu?.capacity_type, gpu?.ami_type, gpu?.scaling_config]).toEqual([
      'gpu',
      'SPOT',
      'AL2023_x86_64_NVIDIA',
      { desired_size: 0, min_size: 0, max_size: 6 },
    ]);
    expect([arm?.ami_type, arm?.taint]).toEqual(['AL2023_ARM_64_STANDARD', undefined]);
  });

  it('says what an account has to have, and which copies get in the way of others', () => {
    const said = PLACES.flatMap((place) => everything(place).findings).map(
      ({ message }) => message.en,
    );
    expect(said).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^index stands inside the network: .* service-linked role$/),
        expect.stringMatching(/^RDS copies atonce by itself in `backupWindow`/),
      ]),
    );
  });

  it('says in both languages whatever it leaves out', () => {
    const said = PLACES.flatMap((place) => everything(place).findings);
    expect(said.length).toBeGreaterThan(20);
    for (const { message, hint } of said)
      for (const text of [message, ...(hint ? [hint] : [])])
        expect([/[가-힣]/.test(text.ko), /[가-힣]/.test(text.en)]).toEqual([true, false]);
  });
});

it('writes a thousand services', () => {
  const db = postgres('db', { managed: 'rds', version: '17', storage: '20 GiB' });
  const many = Array.from({ length: 1_000 }, (_, index) =>
    service(`s-${index}`, { uses: [link(db)], image: { registry: 'ecr', tag: '1' } }),
  );
  const edge = gateway('edge', { routes: many.map((one, index) => route(`/${index}`, one)) });
  const { modules } = everything('tasks', [edge]);
  expect(Object.keys(modules[0]?.[1].resource.aws_ecs_service ?? {})).toHaveLength(1_000);
});
