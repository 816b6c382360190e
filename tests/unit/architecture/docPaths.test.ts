import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url).pathname;
const folders = ['main', 'preload', 'renderer', 'scripts', 'tests', 'resources', 'docs'];
const documents = [
  ...['README.md', 'scripts/README.md', 'renderer/README.md'],
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];
const sourceNames = new Set(
  folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }))
    .map((p) => basename(p)),
);

/** `a/{b,c}.ts` stands for a/b.ts and a/c.ts. */
function expand(path: string): string[] {
  const [, before, choices, after] = /^(.*)\{([^}]*)\}(.*)$/.exec(path) ?? [];
  return choices === undefined ? [path] : choices.split(',').map((choice) => `${before}${choice}${after}`);
}

/** What stands in backticks and looks like a path of this repository: from its root, or a file by its name. */
function pathsIn(text: string): string[] {
  const quoted = [...text.matchAll(/`([\w./{},-]+)`/g)].flatMap((match) => expand(match[1]!));
  const isPath = (word: string) => folders.includes(word.split('/')[0]!) && word.includes('/');
  return quoted.filter((word) => isPath(word) || /^[\w./-]+\.tsx?$/.test(word));
}

it.each(documents)('%s names files and folders that are there', (document) => {
  const text = readFileSync(join(root, document), 'utf8');
  const missing = pathsIn(text).filter(
    (path) =>
      !existsSync(join(root, path)) &&
      !existsSync(join(root, dirname(document), path)) &&
      !(!folders.includes(path.split('/')[0]!) && sourceNames.has(basename(path))),
  );
  expect(missing).toEqual([]);
});

it.each(documents)('%s links to what is there', (document) => {
  const text = readFileSync(join(root, document), 'utf8');
  const targets = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)]
    .map((match) => match[1]!)
    .filter((to) => !to.includes('://'));
  expect(targets.filter((to) => !existsSync(join(root, dirname(document), to)))).toEqual([]);
});
