/** Where sound goes that was opened without a project: written as it comes, until it is saved under a name. */
import { randomBytes } from 'node:crypto';
import { copyFile, constants } from 'node:fs/promises';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { sideFiles } from '../../store/projectFormat.ts';
import { storeError, withStoreErrors } from '../../store/sqliteErrors.ts';
import { readJsonFile, writeJsonFile } from '../settings/jsonFile.ts';

export interface DraftFolder {
  newPath(): string;
  contains(path: string): boolean;
  /** Newest first. */
  list(): string[];
  remove(path: string): void;
  /** A working copy of a project that cannot be written where it lies. */
  copyIn(path: string): Promise<string>;
  /** What a working copy held when it was made, so that one with nothing new can go, in a later session too. */
  rememberContent(path: string, contentHash: string): void;
  /** Null for what is no working copy. */
  contentAtFirst(path: string): string | null;
}

const contentFile = (path: string) => `${path}-content.json`;
const contentSchema = z.object({ contentHash: z.string() });

export function createDraftFolder(userDataDir: string): DraftFolder {
  const folder = join(userDataDir, 'drafts');
  const newPath = () => {
    withStoreErrors(folder, () => mkdirSync(folder, { recursive: true }));
    return join(folder, `${randomBytes(6).toString('hex')}.phono`);
  };
  return {
    newPath,
    contains: (path) => dirname(resolve(path)) === resolve(folder),
    list() {
      if (!existsSync(folder)) return [];
      const paths = readdirSync(folder)
        .filter((name) => name.endsWith('.phono') && !name.startsWith('.'))
        .map((name) => join(folder, name));
      const modifiedMs = new Map(paths.map((path) => [path, statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0]));
      return paths.sort((a, b) => (modifiedMs.get(b) ?? 0) - (modifiedMs.get(a) ?? 0));
    },
    remove(path) {
      const sides = Object.values(sideFiles).map((side) => side(path));
      for (const file of [path, ...sides, contentFile(path)]) rmSync(file, { force: true });
    },
    rememberContent(path, contentHash) {
      try {
        writeJsonFile(contentFile(path), { contentHash });
      } catch {
        // without it the copy is kept like any draft
      }
    },
    contentAtFirst(path) {
      const stored = readJsonFile(contentFile(path));
      return stored.state === 'read' ? (contentSchema.safeParse(stored.value).data?.contentHash ?? null) : null;
    },
    async copyIn(path) {
      const copy = newPath();
      try {
        await copyFile(path, copy, constants.COPYFILE_FICLONE);
        if (existsSync(sideFiles.wal(path)))
          await copyFile(sideFiles.wal(path), sideFiles.wal(copy), constants.COPYFILE_FICLONE);
        return copy;
      } catch (error) {
        this.remove(copy);
        throw storeError(error, path);
      }
    },
  };
}
