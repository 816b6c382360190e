/** What the page and the audio thread say to each other. Sample numbers are the document's; frames are the audio clock's. */

export type ToPlayer =
  | { readonly kind: 'start'; readonly run: number; readonly speed: number; readonly gain: number }
  | {
      readonly kind: 'block';
      readonly startSample: number;
      readonly channels: readonly Float32Array[];
      readonly last: boolean;
      readonly repeats: boolean;
    }
  | { readonly kind: 'speed'; readonly speed: number }
  | { readonly kind: 'gain'; readonly gain: number }
  | { readonly kind: 'pause'; readonly isPaused: boolean }
  | { readonly kind: 'stop' }
  | {
      readonly kind: 'scrubSource';
      readonly run: number;
      readonly startSample: number;
      readonly atSample: number; // where the pointer is, for the first source of a scrub
      readonly channels: readonly Float32Array[];
    }
  | { readonly kind: 'scrub'; readonly targetSample: number };

/** At `frame` of the audio clock `sample` is put out; from there on `step` samples a frame. */
export interface ClockAnchor {
  readonly frame: number;
  readonly sample: number;
  readonly step: number; // 0 while paused or starved
}

/** `run` is that of the last 'start' or 'scrubSource': what was on its way when it ended belongs to nothing any more. */
export type FromPlayer = { readonly run: number } & PlayerReport;

export type PlayerReport =
  | { readonly kind: 'anchor'; readonly anchor: ClockAnchor }
  | { readonly kind: 'consumed'; readonly blocks: number }
  | { readonly kind: 'levels'; readonly peak: readonly number[]; readonly meanSquare: readonly number[] }
  | { readonly kind: 'starved'; readonly frame: number } // the page sent too late: a gap is heard from this frame on
  | { readonly kind: 'ended'; readonly frame: number; readonly sample: number };
