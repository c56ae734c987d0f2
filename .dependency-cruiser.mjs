import { getAvailableTranspilers } from 'dependency-cruiser';
import { ENTRIES, PURE, ROOMS } from './architecture.mjs';

// Without the TypeScript 6 API dependency-cruiser reads no .ts file and reports success.
if (!getAvailableTranspilers().some(({ name, available }) => name === 'typescript' && available))
  throw new Error('dependency-cruiser finds no TypeScript API below 7: it would check nothing');

const TESTS = '[.]test[.]ts$';
const within = (rooms) => `^src/(?:${rooms.join('|')})/`;

const roomRules = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `${room}-imports`,
  comment: `${room} may import ${allowed.join(', ') || 'nothing'}: see architecture.mjs.`,
  severity: 'error',
  from: { path: within([room]) },
  to: { path: '^src/', pathNot: within([room, ...allowed]) },
}));

export default {
  forbidden: [
    ...roomRules,
    {
      name: 'use-the-front-door',
      comment: 'Another room is entered as #room, never by a path into it.',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/', pathNot: '^src/$1/', dependencyTypesNot: ['aliased-subpath-import'] },
    },
    {
      name: 'stay-inside',
      comment: 'A room never goes out by its own front door to come in again.',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/$1/', dependencyTypes: ['aliased-subpath-import'] },
    },
    {
      name: 'pure-rooms-have-no-hands',
      comment: 'Pure rooms do not touch disk, network, process or clock: they take a port.',
      severity: 'error',
      from: { path: within(PURE), pathNot: TESTS },
      to: { dependencyTypes: ['core'], pathNot: '^(?:node:)?(?:assert|crypto|util)' },
    },
    {
      name: 'only-wire-knows-adapters',
      comment: 'Use cases see ports; app/wire.ts alone names what implements them.',
      severity: 'error',
      from: { path: '^src/app/', pathNot: '^src/app/wire[.]ts$' },
      to: { path: '^src/adapters/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-dead-wood',
      comment: 'Not reachable from the CLI or the package entry: use it or delete it.',
      severity: 'error',
      from: { path: ENTRIES },
      to: { path: '^src/', pathNot: [ENTRIES, TESTS], reachable: false },
    },
    {
      name: 'production-does-not-import-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { path: `^test/|${TESTS}` },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      conditionNames: ['hanok-source', 'import', 'default'],
      extensions: ['.ts', '.js'],
    },
  },
};
