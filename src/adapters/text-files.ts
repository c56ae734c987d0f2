import { readFileSync } from 'node:fs';
import { writeWhole } from '#runtime';

/** Text files on this machine. */
export const textFiles = {
  read(file: string): string | undefined {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      // Whoever asks shows less, or says that it is not there; either way it is not our failure.
      return undefined;
    }
  },
  write: (file: string, text: string): void => writeWhole(file, text),
};
