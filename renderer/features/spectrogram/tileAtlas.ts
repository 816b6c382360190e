/** One texture that holds the tiles of a lane, 64 rows (columns of the spectrogram) to a slot. */
import { spectrogramTileColumns } from '../../../preload/contract/tileFormat.ts';
import type { PlannedTile } from './columnPlan.ts';
import { dataTexture } from './glProgram.ts';
import type { HeldTile, TileMemory } from './tileMemory.ts';

export interface TileAtlas {
  readonly texture: WebGLTexture;
  readonly nBins: number;
  /** True when a picture needed more tiles at once than there are slots. */
  readonly isOverfull: boolean;
  /** Starts a picture. @returns false if the hardware holds not even a few tiles of this size */
  begin(set: string): boolean;
  tileAt(level: number, index: number, memory: TileMemory): PlannedTile | null;
  free(): void;
}

const largestBytes = 64 * 1024 * 1024;
const mostSlots = 192;

interface Slot {
  tile: HeldTile | null;
  usedIn: number; // number of the picture
}

export function createTileAtlas(gl: WebGL2RenderingContext, nBins: number, maxSize: number): TileAtlas {
  const slotBytes = nBins * spectrogramTileColumns * 2;
  const nSlots = Math.min(
    mostSlots,
    Math.floor(maxSize / spectrogramTileColumns),
    Math.floor(largestBytes / slotBytes),
  );
  const texture = dataTexture(gl);
  if (nSlots > 0) gl.texStorage2D(gl.TEXTURE_2D, 1, gl.R16UI, nBins, nSlots * spectrogramTileColumns);
  const slots: Slot[] = Array.from({ length: nSlots }, () => ({ tile: null, usedIn: 0 }));
  let planned = new Map<number, PlannedTile | null>();
  let picture = 0;
  let currentSet = '';
  let isOverfull = false;

  const upload = (slot: number, tile: HeldTile) => {
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 2);
    const y = slot * spectrogramTileColumns;
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, y, nBins, tile.nColumns, gl.RED_INTEGER, gl.UNSIGNED_SHORT, tile.data);
  };

  const place = (tile: HeldTile): PlannedTile | null => {
    let slot = slots.findIndex((s) => s.tile === tile);
    if (slot < 0) {
      slot = slots.reduce((best, s, i) => (s.usedIn < (slots[best]?.usedIn ?? Infinity) ? i : best), 0);
      const free = slots[slot];
      if (free === undefined || free.usedIn === picture) {
        isOverfull = true;
        return null;
      }
      free.tile = tile;
      upload(slot, tile);
    }
    const used = slots[slot];
    if (used !== undefined) used.usedIn = picture;
    return { slot, nColumns: tile.nColumns };
  };

  return {
    texture,
    nBins,
    get isOverfull() {
      return isOverfull;
    },
    begin: (set) => {
      if (set !== currentSet) for (const slot of slots) slot.tile = null;
      currentSet = set;
      planned = new Map();
      picture++;
      isOverfull = false;
      return nSlots >= 4;
    },
    tileAt: (level, index, memory) => {
      const key = level * 2 ** 48 + index;
      const known = planned.get(key);
      if (known !== undefined) return known;
      const tile = memory.get(currentSet, level, index);
      const result = tile === undefined || tile.nBins !== nBins ? null : place(tile);
      planned.set(key, result);
      return result;
    },
    free: () => {
      gl.deleteTexture(texture);
    },
  };
}
