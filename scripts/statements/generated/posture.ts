import { at, type Tellings } from './anchor.ts';

const PREDICTIONS = 'production/databases/predictions';
const SETUP = `${PREDICTIONS}/setup.sql`;
const SETTINGS = `${PREDICTIONS}/postgresql.conf`;
const NFTABLES = 'production/hosts/nftables.conf';

const kept = [
  at(SETUP, 'parts.predictions', 'CREATE DATABASE "predictions"'),
  at(SETUP, 'parts.classifier.uses[predictions]', 'GRANT "predictions_owner" TO "classifier"'),
];
const tables = {
  en: 'The database and who may write to it are made; its tables are the application’s.',
  ko: '데이터베이스와 쓸 수 있는 계정을 만든다. 테이블은 애플리케이션의 것이다.',
};

/** Where the statements of posture are written, when their fields do not lead there alone. */
export const posture: Tellings = {
  'S3-30': {
    partly: true,
    lines: kept,
    note: tables,
  },
  'S3-31': {
    partly: true,
    lines: kept,
    note: tables,
  },
  'S3-32': {
    partly: true,
    lines: kept,
    note: tables,
  },
  'S3-48': {
    lines: [
      at(NFTABLES, 'environments.production', 'chain input', 'policy drop'),
      at(NFTABLES, 'parts.edge', 'tcp dport { 80, 443 } accept'),
    ],
  },
  'S3-53': {
    partly: true,
    lines: [
      at(
        `${PREDICTIONS}/pgbackrest.conf`,
        'parts.predictions.backup.encrypted',
        'repo1-cipher-type=aes-256-cbc',
      ),
      at(SETTINGS, 'parts.predictions.encryptedInTransit', 'ssl = on'),
    ],
    note: {
      en: 'Its copies and what clients send are encrypted.',
      ko: '복사본과 클라이언트가 보내는 것은 암호화한다.',
    },
    found: ['synth/databases-cannot-say parts.predictions.encrypted'],
  },
  'S3-60': {
    lines: [
      at(SETTINGS, 'parts.predictions.size.memory', 'shared_buffers'),
      at(SETTINGS, 'parts.predictions.size.memory', 'effective_cache_size'),
      at(SETTINGS, 'parts.predictions.size.memory', 'work_mem'),
    ],
  },
};
