import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withoutGaps } from '../../../main/engine/annotation/arrangeItems.ts';
import { readTextGrid } from '../../../main/engine/annotation/readTextGrid.ts';
import { goldenDocument } from './goldenDocument.ts';
import { goldenFiles } from './goldenFiles.ts';

const stored = (path: string) => new Uint8Array(readFileSync(new URL(path, import.meta.url)));
const plainTiers = goldenDocument.tiers.map(({ kind, name, items }) => ({
  kind,
  name,
  items: items.map(({ startSec, endSec, label }) => ({ startSec, endSec, label })),
}));

describe('files that other programs have read', () => {
  it.each(Object.entries(goldenFiles()))('%s is still written so', (name, bytes) => {
    expect(Buffer.from(bytes).equals(stored(`written/${name}`))).toBe(true);
  });

  it.each(['long8', 'short16le', 'long16be', 'binary'])('Praat read the %s TextGrid as it was meant', (form) => {
    const { startSec, endSec, tiers } = readTextGrid(stored(`read/praat-${form}.TextGrid`));
    expect([startSec, endSec]).toEqual([0, 11]);
    expect(withoutGaps(tiers)).toEqual(plainTiers);
  });
});
