/** What is being recorded now. features/recording is the only writer; it changes twenty times a second: read it field by field. */
import { create } from 'zustand';
import type { TakePlace } from '../../preload/contract/recording.ts';
import type { ChannelLevel } from './playback.ts';

export type RecordingStatus = 'idle' | 'opening' | 'preRoll' | 'recording' | 'paused' | 'stopping';

export interface RecordingControls {
  stop(): void;
  togglePause(): void;
  mark(): void;
}

export interface RecordingStore {
  readonly status: RecordingStatus;
  readonly name: string;
  /** On the timeline of a document; null: it will be a recording of its own. */
  readonly place: TakePlace | null;
  readonly sampleRateHz: number; // of the take
  readonly nFrames: number; // of the take so far
  readonly markFrames: readonly number[];
  readonly levels: readonly ChannelLevel[];
  readonly nOver: number; // samples at full scale or beyond
  readonly controls: RecordingControls | null; // null: nothing is being recorded
  /** Takes go into this track; null: into a new one. */
  readonly armedTrackId: string | null;
}

export const noTake = {
  status: 'idle',
  name: '',
  place: null,
  sampleRateHz: 0,
  nFrames: 0,
  markFrames: [],
  levels: [],
  nOver: 0,
  controls: null,
} as const satisfies Partial<RecordingStore>;

export const useRecording = create<RecordingStore>()(() => ({ ...noTake, armedTrackId: null }));
