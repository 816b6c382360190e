import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { RecentProject } from '../../../preload/contract/project.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { readJsonFile, writeJsonFile } from '../settings/jsonFile.ts';

const maxRecent = 20;

const entrySchema = z.object({ filePath: z.string().min(1), name: z.string().min(1), openedAt: z.iso.datetime() });
type Entry = z.infer<typeof entrySchema>;

const recentId = (filePath: string): string => createHash('sha256').update(filePath).digest('hex').slice(0, 16);

export interface RecentProjects {
  list(): RecentProject[];
  add(filePath: string, name: string): void;
  remove(filePath: string): void;
  /** @throws EngineError E_NOT_FOUND */
  pathOf(recentId: string): string;
}

/** A convenience, not data: a list that cannot be read is an empty one, one that cannot be written is forgotten. */
export function createRecentProjects(userDataDir: string): RecentProjects {
  const file = join(userDataDir, 'recent.json');

  const load = (): Entry[] => {
    const stored = readJsonFile(file);
    if (stored.state !== 'read' || !Array.isArray(stored.value)) return [];
    return stored.value.flatMap((entry: unknown) => entrySchema.safeParse(entry).data ?? []);
  };
  let entries = load();

  const save = (next: Entry[]) => {
    entries = next.slice(0, maxRecent);
    try {
      writeJsonFile(file, entries);
    } catch {
      // a full or read-only disk must not keep a project from opening
    }
  };
  const without = (filePath: string) => entries.filter((entry) => entry.filePath !== filePath);

  return {
    list: () =>
      entries.map((entry) => ({
        ...entry,
        recentId: recentId(entry.filePath),
        exists: existsSync(entry.filePath),
        isDraft: dirname(entry.filePath) === join(userDataDir, 'drafts'),
      })),
    add(filePath, name) {
      save([{ filePath, name, openedAt: new Date().toISOString() }, ...without(filePath)]);
    },
    remove(filePath) {
      save(without(filePath));
    },
    pathOf(wanted) {
      const entry = entries.find(({ filePath }) => recentId(filePath) === wanted);
      if (entry === undefined)
        throw new EngineError('E_NOT_FOUND', `recentId=${wanted} is not among the recent projects`);
      return entry.filePath;
    },
  };
}
