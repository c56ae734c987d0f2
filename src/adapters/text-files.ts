import { existsSync, linkSync, readFileSync, rmSync } from 'node:fs';
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
  exists: (file: string): boolean => existsSync(file),
  write: (file: string, text: string): void => writeWhole(file, text),
  create(file: string, text: string): boolean {
    const draft = `${file}.${process.pid}.new`;
    writeWhole(draft, text);
    try {
      // A link is made whole, and never over something that is there.
      linkSync(draft, file);
      return true;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw cause;
    } finally {
      rmSync(draft, { force: true });
    }
  },
};
