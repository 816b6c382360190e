/** The way of sound from an audio worklet to a worker. */

/** Both ends of one: where memory can be shared, a ring; else a port on which blocks are transferred. */
export type CaptureFeed =
  | { readonly kind: 'ring'; readonly memory: SharedArrayBuffer; readonly channels: number }
  | { readonly kind: 'port'; readonly port: MessagePort; readonly channels: number };

/** What was read in one go. */
export interface CapturedSound {
  readonly channels: readonly Float32Array[]; // [channels][nFrames]; valid until the next read
  readonly nFrames: number;
  /** Date.now() of the audio thread when the frame came in; null: it was not noted. */
  stampMs(frame: number): number | null;
  /** Of what was read, where frames are missing: so many were left out just before the frame. */
  readonly gaps: readonly CaptureGap[];
}

export interface CaptureGap {
  readonly atFrame: number; // of what was read; nFrames where the next read goes on
  readonly frames: number;
}

export interface CaptureLosses {
  readonly blocks: number; // that found no room, because the reader came too late
  readonly frames: number; // in them
}

export interface CaptureReader {
  /** All that has come in since the last call. */
  read(): CapturedSound;
  losses(): CaptureLosses;
  close(): void;
}

/** Sound that may wait for its reader: a worker that is held up for less loses nothing. */
export const captureBufferSec = 2;
