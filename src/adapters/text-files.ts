import { existsSync, linkSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
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
  remove(file: string): void {
    rmSync(file, { force: true });
    try {
      // A folder that is not empty refuses, and that is where it ends.
      for (let folder = dirname(file); ; folder = dirname(folder)) rmdirSync(folder);
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code !== 'ENOTEMPTY' && code !== 'ENOENT') throw cause;
    }
  },
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
