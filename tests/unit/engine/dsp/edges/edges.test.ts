/**
 * Every function that main/engine/dsp exports, at the edges of what it can be given. The exports are found by loading the
 * folder: one without a row fails, unless it lies in `inner` and nothing outside the folder imports it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Edge, Exported } from './edgeTable.ts';
import { inner } from './inner.ts';
import { bands } from './bands.ts';
import { effects } from './effects.ts';
import { filters } from './filters.ts';
import { levels } from './levels.ts';
import { masks } from './masks.ts';
import { pitch } from './pitch.ts';
import { speech } from './speech.ts';
import { spectrograms } from './spectrograms.ts';
import { synthesis } from './synthesis.ts';
import { transforms } from './transforms.ts';
import { voices } from './voices.ts';

const root = join(import.meta.dirname, '../../../../..');
const folder = join(root, 'main/engine/dsp');

const tables: Readonly<Record<string, readonly Edge[]>> = {
  ...{ transforms, spectrograms, bands, filters, levels },
  ...{ pitch, voices, speech, synthesis, effects, masks },
};

interface Found {
  readonly file: string; // within main/engine/dsp
  readonly name: string;
  readonly value: Exported;
}

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

const exported: Found[] = (await Promise.all(files.map(exportsOf))).flat();

const names = new Map(exported.map(({ name, value }) => [value, name]));

describe.each(Object.entries(tables))('edges: %s', (_, edges) => {
  it.each(edges.map((edge) => ({ ...edge, name: names.get(edge.of) ?? '?', text: edge.rule.text })))(
    '$name, $title: $text',
    ({ rule, run }) => {
      rule.check(run);
    },
  );
});

describe('every exported function', () => {
  const covered = new Set(Object.values(tables).flatMap((edges) => edges.map(({ of }) => of)));

  it('is found', () => {
    expect(exported.length).toBeGreaterThan(200);
    expect(names.get(Object.values(tables)[0]![0]!.of)).toBeDefined();
  });

  it('has a row, or is called from within the folder only', () => {
    const missing = exported.filter(({ file, value }) => !covered.has(value) && !inner.includes(file));
    expect(missing.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });

  it('of an inner file is imported by nothing outside', () => {
    const outside = sourcesOf(['main', 'renderer', 'preload', 'scripts']).filter((file) => !file.startsWith(folder));
    const found = outside.flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      return inner
        .filter((path) => new RegExp(`^import (?!type)[^;]*engine/dsp/${path.replaceAll('.', '\\.')}'`, 'm').test(text))
        .map((path) => `${relative(root, file)} imports ${path}`);
    });
    expect(found).toEqual([]);
  });
});

async function exportsOf(file: string): Promise<Found[]> {
  const module = (await import(join(folder, file))) as Record<string, unknown>;
  return Object.entries(module)
    .filter((entry): entry is [string, Exported] => typeof entry[1] === 'function')
    .map(([name, value]) => ({ file: file.replaceAll('\\', '/'), name, value }));
}

function sourcesOf(folders: readonly string[]): string[] {
  return folders.flatMap((name) =>
    readdirSync(join(root, name), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => join(root, name, file)),
  );
}
