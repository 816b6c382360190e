import type { FigureColourMapName } from '../../../preload/contract/figureFormat.ts';
import { interpolateCividis, interpolateInferno, interpolateMagma, interpolateViridis } from 'd3-scale-chromatic';

const size = 256;

const greyAt = (t: number) => `rgb(${Math.round(255 * t)}, ${Math.round(255 * t)}, ${Math.round(255 * t)})`;

const colourAt: Readonly<Record<FigureColourMapName, (t: number) => string>> = {
  magma: interpolateMagma,
  inferno: interpolateInferno,
  viridis: interpolateViridis,
  cividis: interpolateCividis,
  grey: greyAt,
  'inverse-grey': (t) => greyAt(1 - t),
};

/**
 * @param gamma the level at the fraction t of the range has the colour tᵞ of the map
 * @returns [256 · 3] bytes r, g, b, from the lowest level to the highest
 */
export function colourTable(name: FigureColourMapName, gamma = 1): Uint8Array {
  const fraction = (i: number) => (i / (size - 1)) ** gamma;
  return Uint8Array.from(Array.from({ length: size }, (_, i) => parseColour(colourAt[name](fraction(i)))).flat());
}

function parseColour(text: string): number[] {
  if (!text.startsWith('#')) return (text.match(/\d+/g) ?? []).map(Number);
  const value = Number.parseInt(text.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
