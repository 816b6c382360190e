/** What the page and the worker of the live spectrogram say to each other. */
import type { WindowName } from '../../../preload/contract/analysis.ts';
import type { LinearLevel } from '../../shared/audio/levelReading.ts';
import type { CaptureFeed } from '../../shared/capture/captureFeed.ts';
import type { LevelColours } from '../../shared/colormap/levelColours.ts';
import type { FrequencyRange } from '../../shared/frequencyScale/frequencyAxis.ts';

export type LiveChannel = number | 'mean';

/** All that determines the picture but the sound. */
export interface LiveScene {
  readonly widthPx: number; // of both canvases, device pixels
  readonly spectrogramPx: number; // heights
  readonly waveformPx: number;
  readonly spanSec: number; // from edge to edge
  readonly channel: LiveChannel;
  readonly analysis: LiveAnalysis;
  readonly range: FrequencyRange;
  readonly interpolate: boolean;
  readonly colours: LevelColours;
  readonly ink: WaveformInk;
  readonly isFrozen: boolean; // the picture stands; sound is still taken and counted
}

export interface LiveAnalysis {
  readonly window: WindowName;
  readonly winLength: number;
  readonly fftSize: number;
  readonly hopLength: number; // asked for; the report says what is used
  readonly preEmphasis: number;
  readonly reduce: 'max' | 'mean';
}

/** CSS colours. */
export interface WaveformInk {
  readonly ground: string;
  readonly wave: string;
  readonly clip: string;
  readonly axis: string;
}

export type ToLive =
  | { readonly kind: 'attach'; readonly spectrogram: OffscreenCanvas; readonly waveform: OffscreenCanvas }
  | { readonly kind: 'scene'; readonly scene: LiveScene }
  | { readonly kind: 'begin'; readonly feed: CaptureFeed; readonly sampleRateHz: number }
  /** The picture stays. */
  | { readonly kind: 'end' }
  /** Answered with 'probed' at once, and again while what is there moves. */
  | { readonly kind: 'probe'; readonly at: ProbePlace | null };

/** Device pixels of the spectrogram's canvas; y null: in the waveform over it. */
export interface ProbePlace {
  readonly x: number;
  readonly y: number | null;
}

/** Milliseconds from when the audio thread had the last sample of a frame to when its column was drawn. */
export interface LatencyMs {
  readonly p50: number; // of the latest ten seconds
  readonly p95: number;
}

export interface LiveReport {
  readonly takenSec: number; // of sound since it began, by the count of its samples
  readonly lostBlocks: number; // that the worker came too late for
  readonly lostFrames: number;
  readonly levels: readonly LinearLevel[]; // by channel, since the last report
  readonly latencyMs: LatencyMs | null; // null: nothing was drawn yet
  readonly hopLength: number; // that is used
}

/** What is in the picture at the probed place. */
export interface ProbedValue {
  readonly sec: number | null; // since it began; null: nothing is drawn there
  readonly levelDb: number | null; // in the waveform the peak of the pixel; null: nothing, or silence
}

export type FromLive =
  | { readonly kind: 'report'; readonly report: LiveReport }
  | ({ readonly kind: 'probed' } & ProbedValue)
  | { readonly kind: 'failed'; readonly message: string };
