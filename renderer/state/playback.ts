/** What playback is doing now. features/playback is the only writer of position, levels, drop-outs and state. */
import { create } from 'zustand';
import type { FrequencyBand } from './selection.ts';

export type PlaybackState = 'stopped' | 'starting' | 'playing' | 'paused';

export interface ChannelLevel {
  readonly peakDbfs: number; // −Infinity: silence
  readonly rmsDbfs: number;
}

/** Gaps that were heard because sound came too late, since they were last reset. */
export interface DropOuts {
  readonly count: number;
  readonly lastSec: number | null; // place of the last in its recording; null if it is not known
}

export const noDropOuts: DropOuts = { count: 0, lastSec: null };

export interface PlaybackStore {
  readonly state: PlaybackState;
  /** Sample of the active document that is heard now; null when stopped. Changes with every frame: draw it outside React. */
  readonly positionSample: number | null;
  readonly sourceId: string | null; // null when stopped
  /** What is being played, on the timeline. */
  readonly range: { readonly startSample: number; readonly endSample: number } | null;
  readonly band: FrequencyBand | null;
  readonly isLooping: boolean;
  readonly speed: number; // 1: as recorded
  readonly gainDb: number;
  readonly levels: readonly ChannelLevel[];
  readonly dropOuts: DropOuts;
  /** While a lane is being scrubbed: the sample under the pointer. Written by the lanes, followed by the player. */
  readonly scrubSample: number | null;
  readonly set: (change: Partial<Omit<PlaybackStore, 'set'>>) => void;
}

export const usePlayback = create<PlaybackStore>()((set) => ({
  state: 'stopped',
  positionSample: null,
  sourceId: null,
  range: null,
  band: null,
  isLooping: false,
  speed: 1,
  gainDb: 0,
  levels: [],
  dropOuts: noDropOuts,
  scrubSample: null,
  set: (change) => {
    set(change);
  },
}));
