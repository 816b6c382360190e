import { interpolateCividis, interpolateInferno, interpolateMagma, interpolateViridis } from 'd3-scale-chromatic';
import type { ColourMapName } from './colourMaps.ts';

export const colourTableSize = 256;

const interpolators: Readonly<Record<ColourMapName, (t: number) => string>> = {
  magma: interpolateMagma,
  inferno: interpolateInferno,
  viridis: interpolateViridis,
  cividis: interpolateCividis,
  // Straight ramps of sRGB value: d3's interpolateGreys is a print palette that never reaches black.
  grey: (t) => greyAt(t),
  'inverse-grey': (t) => greyAt(1 - t),
};

const tables = new Map<ColourMapName, Uint8Array>();

/** [256 · 3] bytes r, g, b, from the lowest level to the highest. */
export function colourTable(name: ColourMapName): Uint8Array {
  const known = tables.get(name);
  if (known !== undefined) return known;
  const table = new Uint8Array(colourTableSize * 3);
  const interpolate = interpolators[name];
  for (let i = 0; i < colourTableSize; i++) table.set(parseColour(interpolate(i / (colourTableSize - 1))), i * 3);
  tables.set(name, table);
  return table;
}

function greyAt(t: number): string {
  const value = Math.round(t * 255);
  return `rgb(${String(value)}, ${String(value)}, ${String(value)})`;
}

function parseColour(text: string): [number, number, number] {
  if (text.startsWith('#')) {
    const value = Number.parseInt(text.slice(1), 16);
    return [value >> 16, (value >> 8) & 255, value & 255];
  }
  const [r = 0, g = 0, b = 0] = text.slice(4, -1).split(',').map(Number);
  return [r, g, b];
}
