/** Contours that lanes want, analysed by the host and held in tiles; the last one is drawn until the next is there. */
import { create } from 'zustand';
import { contourTileColumns } from '../../preload/contract/contourFormat.ts';
import type { AnalysedContour, ContourKind, ContourRequest, ContourTile } from '../../preload/contract/contours.ts';
import { createTileBudget, createTilePool, type TilePool } from '../shared/canvas/tileStore.ts';
import { createWishQueue } from '../shared/canvas/wishQueue.ts';
import { notifyError } from '../state/notices.ts';
import { isAborted, isEngineLost, studio } from './studio.ts';

export interface ContourAddress {
  readonly sourceId: string;
  readonly channel: number;
  readonly contour: ContourRequest;
}

/** One that has been analysed. */
export interface Contour {
  readonly key: string;
  readonly address: ContourAddress;
  readonly info: AnalysedContour;
  readonly tiles: TilePool<ContourTile>;
}

export interface ContourState {
  readonly status: 'analysing' | 'ready' | 'failed' | 'cancelled';
  readonly problem: string | null; // why it failed
  readonly contour: Contour | null; // what can be drawn meanwhile
  readonly standIn: Contour | null; // the one before, drawn until the first tile of `contour` has arrived
  readonly nTiles: number; // that have arrived: another number is another picture
}

interface ContoursStore {
  /** By owner: lane and kind. */
  readonly states: Readonly<Record<string, ContourState>>;
}

export const useContours = create<ContoursStore>()(() => ({ states: {} }));

export function contourOwner(laneKey: string, kind: ContourKind): string {
  return `${kind}:${laneKey}`;
}

interface Want {
  readonly address: ContourAddress;
  readonly key: string;
  readonly aborter: AbortController;
}

const budget = createTileBudget(48 * 1024 * 1024);
const queue = createWishQueue({
  limit: 4,
  retryMs: 2000,
  onFailure: (error) => {
    if (!isEngineLost(error)) notifyError('Draw a contour', error);
  },
});
const wants = new Map<string, Want>();

function put(owner: string, change: Partial<ContourState>): void {
  useContours.setState(({ states }) => {
    const before = states[owner] ?? { status: 'analysing', problem: null, contour: null, standIn: null, nTiles: 0 };
    return { states: { ...states, [owner]: { ...before, ...change } } };
  });
}

/** `again`: though nothing has changed here, as it was cancelled or may have been corrected ('quietly': nobody waits). */
export function wantContour(owner: string, address: ContourAddress, again: boolean | 'quietly' = false): void {
  const key = JSON.stringify(address);
  const before = wants.get(owner);
  if (before?.key === key && again === false) return;
  before?.aborter.abort();
  const want: Want = { address, key, aborter: new AbortController() };
  wants.set(owner, want);
  if (again !== 'quietly') put(owner, { status: 'analysing', problem: null });
  const isCurrent = () => wants.get(owner) === want;
  studio.call['contours.analyse'](address, { signal: want.aborter.signal }).then(
    (info) => {
      if (!isCurrent()) return;
      const shown = useContours.getState().states[owner]?.contour ?? null;
      const contour = { key: `${key}@${info.revision}`, address, info, tiles: createTilePool<ContourTile>(budget) };
      if (shown?.key === contour.key) put(owner, { status: 'ready', problem: null });
      else put(owner, { status: 'ready', problem: null, contour, standIn: shown, nTiles: 0 });
    },
    (error: unknown) => {
      if (!isCurrent() || isEngineLost(error)) return;
      if (isAborted(error)) put(owner, { status: 'cancelled' });
      else
        put(owner, {
          status: 'failed',
          problem: error instanceof Error ? error.message : String(error),
          contour: null,
          standIn: null,
        });
    },
  );
}

export function unwantContour(owner: string): void {
  wants.get(owner)?.aborter.abort();
  wants.delete(owner);
  queue.forget(owner);
  const contour = useContours.getState().states[owner]?.contour;
  if (contour != null) for (const [key] of [...contour.tiles.entries()]) contour.tiles.remove(key);
  useContours.setState(({ states }) => ({
    states: Object.fromEntries(Object.entries(states).filter(([name]) => name !== owner)),
  }));
}

/** Everything that is wanted of a source, asked for again. */
export function reanalyse(isMeant: (address: ContourAddress) => boolean, again: true | 'quietly' = true): void {
  for (const [owner, { address }] of [...wants]) if (isMeant(address)) wantContour(owner, address, again);
}

/** The level whose columns are about a pixel wide, and never finer than frames. */
export function contourLevel({ nFrames }: AnalysedContour, framesPerPx: number): number {
  const top = Math.max(0, Math.ceil(Math.log2(Math.max(1, nFrames / contourTileColumns))));
  return Math.min(top, Math.max(0, Math.floor(Math.log2(Math.max(framesPerPx, 1)))));
}

export function wishForTiles(owner: string, contour: Contour, level: number, indices: readonly number[]): void {
  const open = indices.filter((index) => contour.tiles.get(level, index) === undefined);
  queue.wish(
    owner,
    open.map((index, rank) => ({
      key: `${contour.key}/${String(level)}/${String(index)}`,
      rank,
      run: async (signal) => {
        const tile = await studio.call['contours.tile']({ ...contour.address, level, index }, { signal });
        if (tile.revision !== contour.info.revision) return; // corrected meanwhile: another contour is on its way
        contour.tiles.set(level, index, tile, tile.low.byteLength * 3);
        useContours.setState(({ states }) => {
          const state = states[owner];
          if (state?.contour !== contour) return {};
          return { states: { ...states, [owner]: { ...state, standIn: null, nTiles: state.nTiles + 1 } } };
        });
      },
    })),
  );
}

// Cheap where nothing was corrected: the answer has the revision that is shown.
studio.onEvent('edits.changed', () => {
  reanalyse(({ contour }) => contour.kind === 'pitch', 'quietly');
});
studio.onConnection((state) => {
  if (state === 'ready') reanalyse(() => true);
});
