import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

interface LockEntry {
  readonly gypfile?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const projectDir = resolve(import.meta.dirname, '../../..');
const { packages } = JSON.parse(readFileSync(join(projectDir, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, LockEntry>;
};

test('every optional dependency has an entry: npm ci refuses a lock file with holes', () => {
  const holes = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter((name) => !isLocked(path, name)),
  );
  expect(holes).toEqual([]);
});

/** npm up to 10 forgets the package's own `gypfile: false` and compiles it, which needs Python and g++. */
test('better-sqlite3 keeps "gypfile": false, which npm install drops and npm ≤ 10 needs', () => {
  expect(packages['node_modules/better-sqlite3']?.gypfile).toBe(false);
});

/** Looks a dependency up as Node does: beside the package, then in every folder above it. */
function isLocked(from: string, name: string): boolean {
  const folders = from
    .split('/node_modules/')
    .map((_, i, parts) => parts.slice(0, parts.length - i).join('/node_modules/'));
  return [...folders.map((folder) => `${folder}/node_modules/${name}`), `node_modules/${name}`].some(
    (p) => p in packages,
  );
}
