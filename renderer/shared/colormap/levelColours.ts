/** From quantised decibels to colours: t = clamp((dB − floor)/range, 0, 1)ᵞ picks one of 256. */
import { spectrogramDbMin, spectrogramDbStep } from '../../../preload/contract/tileFormat.ts';
import type { ColourMapName } from './colourMaps.ts';
import { colourTable, colourTableSize } from './colourTable.ts';

export interface LevelColours {
  readonly floorDb: number;
  readonly rangeDb: number;
  readonly gamma: number;
  readonly colourMap: ColourMapName;
}

export function colourIndex(db: number, { floorDb, rangeDb, gamma }: LevelColours): number {
  const t = Math.min(Math.max((db - floorDb) / rangeDb, 0), 1) ** gamma;
  return Math.floor(t * (colourTableSize - 1) + 0.5);
}

/** [65536] opaque pixels as ImageData holds them, by quantised level. */
export function levelPixels(colours: LevelColours): Uint32Array {
  const table = colourTable(colours.colourMap);
  const bytes = new Uint8Array(65_536 * 4);
  for (let q = 0; q < 65_536; q++) {
    const at = colourIndex(spectrogramDbMin + q * spectrogramDbStep, colours) * 3;
    bytes[q * 4] = table[at] ?? 0;
    bytes[q * 4 + 1] = table[at + 1] ?? 0;
    bytes[q * 4 + 2] = table[at + 2] ?? 0;
    bytes[q * 4 + 3] = 255;
  }
  return new Uint32Array(bytes.buffer);
}
