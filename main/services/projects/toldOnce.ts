/** What a person has been told and need not be told again, in later sessions either. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from '../settings/jsonFile.ts';

const stored = z.array(z.string()).max(1000);
const most = 200;

export interface ToldOnce {
  /** @returns whether it is the first time */
  first(what: string): boolean;
}

export function createToldOnce(userDataDir: string): ToldOnce {
  const file = join(userDataDir, 'told.json');
  const read = readJsonFile(file);
  let told = read.state === 'read' ? (stored.safeParse(read.value).data ?? []) : [];
  return {
    first(what) {
      const key = createHash('sha256').update(what).digest('hex').slice(0, 16); // no paths of other people's folders
      if (told.includes(key)) return false;
      told = [...told, key].slice(-most);
      try {
        writeJsonFile(file, told);
      } catch {
        // it is told once more in the next session
      }
      return true;
    },
  };
}
