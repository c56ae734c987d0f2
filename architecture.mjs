/** Room -> the rooms it may import. This table is the architecture; ARCHITECTURE.md is generated from it. */
export const ROOMS = {
  kernel: [],
  model: ['kernel'],
  facts: ['kernel'],
  check: ['kernel', 'model', 'facts'],
  synth: ['kernel', 'model', 'facts'],
  delivery: ['kernel', 'model'],
  ledger: ['kernel'],
  runtime: ['kernel', 'model'],
  adapters: ['kernel', 'model', 'delivery', 'ledger', 'runtime'],
  testing: ['kernel', 'model', 'delivery', 'ledger', 'runtime'],
  app: ['kernel', 'model', 'facts', 'check', 'synth', 'delivery', 'ledger', 'runtime', 'adapters'],
  cli: ['kernel', 'app'],
};
/** Rooms that compute and never touch the machine. */
export const PURE = ['kernel', 'model', 'facts', 'check', 'synth', 'delivery', 'ledger'];
/** Files from which everything else must be reachable. */
export const ENTRIES =
  '^src/(?:cli/main|adapters/plan-child|runtime/gateway/main|testing/index|index)[.]ts$';
