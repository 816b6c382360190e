import { interpolateCividis, interpolateInferno, interpolateMagma, interpolateViridis } from 'd3-scale-chromatic';
import { describe, expect, it } from 'vitest';
import { colourMapNames } from '../../../../renderer/shared/colormap/colourMaps.ts';
import { colourTable, colourTableSize } from '../../../../renderer/shared/colormap/colourTable.ts';
import { colourIndex, levelPixels } from '../../../../renderer/shared/colormap/levelColours.ts';

/** Relative luminance of WCAG 2, which decides what is readable and what prints. */
function luminance(table: Uint8Array, i: number): number {
  const linear = [0, 1, 2].map((k) => {
    const s = (table[i * 3 + k] ?? 0) / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
}

function hex(table: Uint8Array, i: number): string {
  return `#${[0, 1, 2].map((k) => (table[i * 3 + k] ?? 0).toString(16).padStart(2, '0')).join('')}`;
}

describe('colour tables', () => {
  it.each([
    ['magma', interpolateMagma],
    ['inferno', interpolateInferno],
    ['viridis', interpolateViridis],
  ] as const)('%s is the published one', (name, interpolate) => {
    const table = colourTable(name);
    for (const i of [0, 1, 64, 128, 200, 255]) expect(hex(table, i)).toBe(interpolate(i / 255));
  });

  it('cividis is the published one', () => {
    const table = colourTable('cividis');
    for (const i of [0, 100, 255])
      expect(interpolateCividis(i / 255)).toBe(`rgb(${table[i * 3]}, ${table[i * 3 + 1]}, ${table[i * 3 + 2]})`);
  });

  it.each(colourMapNames)('%s becomes steadily lighter (inverse grey darker), so that it also prints', (name) => {
    const table = colourTable(name);
    expect(table).toHaveLength(colourTableSize * 3);
    const sign = name === 'inverse-grey' ? -1 : 1;
    for (let i = 8; i < 256; i += 8) expect(sign * (luminance(table, i) - luminance(table, i - 8))).toBeGreaterThan(0);
  });

  it('maps floor, middle and ceiling, clamps beyond, and bends by gamma', () => {
    const colours = { floorDb: -100, rangeDb: 80, gamma: 1, colourMap: 'grey' } as const;
    expect(colourIndex(-180, colours)).toBe(0);
    expect(colourIndex(-100, colours)).toBe(0);
    expect(colourIndex(-60, colours)).toBe(128);
    expect(colourIndex(-20, colours)).toBe(255);
    expect(colourIndex(10, colours)).toBe(255);
    expect(colourIndex(-60, { ...colours, gamma: 2 })).toBe(64);
  });

  it('has an opaque pixel for every quantised level', () => {
    const pixels = new Uint8Array(levelPixels({ floorDb: -100, rangeDb: 80, gamma: 1, colourMap: 'grey' }).buffer);
    const at = (db: number) => Math.round((db + 200) / 0.005) * 4;
    expect([...pixels.subarray(at(-60), at(-60) + 4)]).toEqual([128, 128, 128, 255]);
    expect([...pixels.subarray(at(-200), at(-200) + 4)]).toEqual([0, 0, 0, 255]);
  });
});
