import { at, type Tellings, type Told } from './anchor.ts';

const USERS = 'production/kubernetes/frankfurt/user-service.yaml';
const google: Told = { awaits: 'production/terraform/frankfurt' };

/** Where the statements of dtx are written, when their fields do not lead there alone. */
export const dtx: Tellings = {
  'S2-013': google,
  'S2-017': google,
  'S2-018': google,
  'S2-019': google,
  'S2-020': google,
  'S2-026': google,
  'S2-027': google,
  'S2-034': google,
  'S2-036': google,
  'S2-037': google,
  'S2-077': google,
  'S2-078': google,
  'S2-079': google,
  'S2-080': google,
  'S2-081': google,
  'S2-083': {
    lines: [
      at(USERS, 'parts.user-service', 'kind: ServiceAccount'),
      at(USERS, 'parts.user-service', 'automountServiceAccountToken: false'),
    ],
  },
  'S2-086': google,
  'S2-087': google,
};
