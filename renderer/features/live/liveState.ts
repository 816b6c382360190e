/** What the live spectrogram shows and of what. liveSession.ts is the writer of all that comes from the sound. */
import { create } from 'zustand';
import type { InputProblem } from '../../shared/capture/microphoneProblem.ts';
import type { MicrophoneFormat } from '../../shared/capture/openMicrophone.ts';
import type { LiveChannel, LiveReport } from './liveMessages.ts';

export type LiveSource = 'microphone' | 'playback';
/** waiting: for something to be played; suspended: the system took the sound away for a while. */
export type LiveStatus = 'stopped' | 'starting' | 'running' | 'waiting' | 'suspended';

export interface LiveReading {
  readonly sec: number;
  readonly hz: number | null; // null: in the waveform
  readonly levelDb: number | null;
}

export interface LiveState {
  readonly source: LiveSource;
  readonly status: LiveStatus;
  readonly problem: InputProblem | null;
  readonly microphone: MicrophoneFormat | null; // as it was delivered
  readonly sampleRateHz: number | null; // of the sound in the picture
  readonly channels: number;
  readonly channel: LiveChannel;
  readonly spanSec: number;
  readonly isFrozen: boolean;
  readonly report: LiveReport | null;
  readonly reading: LiveReading | null; // at the cross
}

export const liveSpans = [2, 5, 10, 30] as const;

export const useLive = create<LiveState>()(() => ({
  source: 'microphone',
  status: 'stopped',
  problem: null,
  microphone: null,
  sampleRateHz: null,
  channels: 1,
  channel: 0,
  spanSec: 10,
  isFrozen: false,
  report: null,
  reading: null,
}));
