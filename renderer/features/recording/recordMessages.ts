/** What the page and the worker that records say to each other. */
import type { LinearLevel } from '../../shared/audio/levelReading.ts';
import type { CaptureFeed } from '../../shared/capture/captureFeed.ts';

export type ToRecorder =
  | {
      readonly kind: 'begin';
      readonly takeId: string;
      readonly feed: CaptureFeed;
      readonly sampleRateHz: number;
      readonly isWaiting: boolean; // for 'startAt'; else it begins with what comes first
      readonly maxFrames: number; // Infinity: until it is stopped
    }
  /** A port to the studio host: the first, or that of the one that follows. */
  | { readonly kind: 'host'; readonly port: MessagePort }
  | { readonly kind: 'hostLost' }
  /** By Date.now(): what comes in from then on is the take. May be told again, as it is known better. */
  | { readonly kind: 'startAt'; readonly ms: number }
  | { readonly kind: 'pause'; readonly isPaused: boolean }
  | { readonly kind: 'mark' }
  /** Sends what waits, then ends the take; answered with 'kept', 'keptUnheard' or 'failed'. */
  | { readonly kind: 'stop' };

export interface RecordReport {
  readonly nFrames: number; // of the take
  readonly hasBegun: boolean;
  readonly waitingSec: number; // not on the disk yet
  readonly lostFrames: number;
  readonly nOver: number; // samples at full scale or beyond
  readonly levels: readonly LinearLevel[]; // by channel, since the last report; before it begins too
  readonly bins: Float32Array; // of the envelope, since the last report
  readonly marks: readonly number[]; // frames
  readonly problem: RecordProblem | null;
}

export interface RecordProblem {
  readonly code: string | null;
  readonly message: string;
}

export type FromRecorder =
  | { readonly kind: 'report'; readonly report: RecordReport }
  /** A punch-in has its length. */
  | { readonly kind: 'full' }
  | {
      readonly kind: 'kept';
      readonly jobId: string | null;
      readonly warnings: readonly string[];
      readonly unsentSec: number;
    }
  /** By a host that was lost before it could say so. */
  | { readonly kind: 'keptUnheard'; readonly unsentSec: number }
  | { readonly kind: 'failed'; readonly problem: RecordProblem };
