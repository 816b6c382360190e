/** Where takes are until they are in a project. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const extension = '.take';

export interface TakeFolder {
  pathOf(takeId: string): string;
  /** In the order of their names. */
  list(): string[];
  remove(takeId: string): void;
}

export function createTakeFolder(folder: string): TakeFolder {
  const pathOf = (takeId: string) => {
    mkdirSync(folder, { recursive: true });
    return join(folder, `${takeId}${extension}`);
  };
  return {
    pathOf,
    list() {
      mkdirSync(folder, { recursive: true });
      const names = readdirSync(folder).filter((name) => name.endsWith(extension));
      return names.map((name) => name.slice(0, -extension.length)).sort();
    },
    remove(takeId) {
      rmSync(pathOf(takeId), { force: true });
    },
  };
}
