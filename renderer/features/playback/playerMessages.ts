/** What the page and the audio thread say to each other. Sample numbers are the document's; frames are the audio clock's. */

export type ToPlayer =
  | { readonly kind: 'start'; readonly speed: number; readonly gain: number }
  | {
      readonly kind: 'block';
      readonly startSample: number;
      readonly channels: readonly Float32Array[];
      readonly last: boolean;
    }
  | { readonly kind: 'speed'; readonly speed: number }
  | { readonly kind: 'gain'; readonly gain: number }
  | { readonly kind: 'pause'; readonly isPaused: boolean }
  | { readonly kind: 'stop' }
  | { readonly kind: 'scrubSource'; readonly startSample: number; readonly channels: readonly Float32Array[] }
  | { readonly kind: 'scrub'; readonly targetSample: number };

/** At `frame` of the audio clock `sample` is put out; from there on `step` samples a frame. */
export interface ClockAnchor {
  readonly frame: number;
  readonly sample: number;
  readonly step: number; // 0 while paused or starved
}

export type FromPlayer =
  | { readonly kind: 'anchor'; readonly anchor: ClockAnchor }
  | { readonly kind: 'consumed'; readonly blocks: number }
  | { readonly kind: 'levels'; readonly peak: readonly number[]; readonly meanSquare: readonly number[] }
  | { readonly kind: 'starved' } // the page sent too late: a gap was heard
  | { readonly kind: 'ended'; readonly frame: number; readonly sample: number };
