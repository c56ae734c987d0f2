// The sites, and what the system remembers.
import { aws, bucket, daily, every, key, modelFiles, mysql, onPremises, site, weekly } from 'hanok';

export const seoul = site('seoul', aws('ap-northeast-2', { zones: 2 }));
/** AWS has one region in Korea: copies rest in the company's own office. */
export const office = site('office', onPremises({ country: 'KR', zones: 1 }));

const dataKey = key('data-key', {
  managed: 'kms',
  on: [seoul],
  rotate: '365 d',
  escrow: true,
  use: 'both',
});
const kept = {
  restsIn: ['KR'],
  encrypted: true,
  encryptedInTransit: true,
  key: dataKey,
  reachableFrom: 'links',
} as const;
const copied = {
  continuous: true,
  copyTo: office,
  restsIn: 'KR',
  encrypted: true,
  rehearse: every('30 d'),
} as const;

export const files = bucket('files', {
  ...kept,
  managed: 's3',
  storage: '50 GiB',
  versioned: true,
  holds: ['personal'],
  accessAudited: true,
  retention: '1095 d',
  erasure: '30 d',
  backup: { ...copied, full: weekly('sunday', '03:00', 'Asia/Seoul'), keep: '4 weeks' },
});
export const faceData = bucket('face-data', {
  ...kept,
  managed: 's3',
  storage: '20 GiB',
  versioned: true,
  holds: ['biometric'],
  accessAudited: true,
  // As long as the membership at most; a member who leaves is forgotten, copies included.
  retention: '365 d',
  erasure: '30 d',
  // The mirror repeats every deletion, so there are copies beside it.
  backup: { ...copied, full: daily('02:30', 'Asia/Seoul'), mirrored: true, keep: '30 d' },
});
export const database = mysql('database', {
  ...kept,
  managed: 'rds',
  version: '8.4',
  instance: 'db.m6g.xlarge',
  size: { cpu: 4, memory: '16 GiB' },
  storage: '100 GiB',
  maxStorage: '200 GiB',
  storageType: 'gp3',
  zones: 2,
  failover: true,
  replicas: 1,
  port: 3306,
  maxConnections: 200,
  holds: ['personal', 'credentials'],
  accessAudited: true,
  retention: '1095 d',
  erasure: '30 d',
  // Its rows point at files and faces: all three go back to one moment.
  refersTo: [files, faceData],
  maintenanceWindow: weekly('monday', '04:00', 'Asia/Seoul'),
  backup: { ...copied, full: daily('02:00', 'Asia/Seoul'), keep: '30 d' },
});
export const insightface = modelFiles('insightface', {
  format: 'onnx',
  storage: '1 GiB',
  versioned: true,
  from: 'insightface',
  // The published models are for research; the company holds a licence to use them.
  licence: 'commercial',
  holds: ['operational'],
  encrypted: true,
  key: dataKey,
  backup: { ...copied, full: weekly('sunday', '03:30', 'Asia/Seoul'), keep: '365 d' },
});
export const assets = bucket('assets', {
  managed: 's3',
  storage: '10 GiB',
  versioned: true,
  holds: ['public'],
  encrypted: true,
  encryptedInTransit: true,
  key: dataKey,
  retention: '1095 d',
  backup: { ...copied, full: weekly('sunday', '04:00', 'Asia/Seoul'), keep: '4 weeks' },
});
