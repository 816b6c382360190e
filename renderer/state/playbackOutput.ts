/** Where the sound that is played comes out, for what listens along. features/playback is the only writer. */
import { create } from 'zustand';

export interface PlaybackOutput {
  readonly context: AudioContext;
  readonly node: AudioNode; // connecting it further changes nothing of what is heard
  readonly channels: number;
}

/** null until something is played, and while the output is opened for another recording. */
export const usePlaybackOutput = create<{ readonly output: PlaybackOutput | null }>()(() => ({ output: null }));
