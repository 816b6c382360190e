/**
 * What is done to a range of a sound, as plain data: stored in a project, sent between processes, done again. Times are
 * samples of the timeline unless they end in Sec; checkEffect.ts says what each number may be.
 */
import type { CookbookParams } from '../filters/cookbookBiquad.ts';
import type { IirFamily } from '../filters/analogPrototype.ts';
import type { FilterBand } from '../filters/bandTransform.ts';
import type { FadeDirection, FadeShape } from '../effects/fade.ts';
import type { DtmfParams, SweepParams, ToneParams } from '../effects/generatedTones.ts';
import type { NoiseParams } from '../effects/generatedNoise.ts';
import type { SampleRange } from '../effects/rangeSource.ts';
import type { GateParams } from '../denoise/spectralGate.ts';
import type { Mask } from '../mask/mask.ts';
import type { StretchParams } from '../stretch/stretchParams.ts';

export type EffectDescription =
  | { readonly kind: 'gain'; readonly gainDb: number }
  | { readonly kind: 'invert' }
  | { readonly kind: 'reverse' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'fade'; readonly direction: FadeDirection; readonly shape: FadeShape }
  | { readonly kind: 'removeDc' }
  | { readonly kind: 'normalizePeak'; readonly targetDb: number; readonly isLinked: boolean } // linked: one gain for all
  | { readonly kind: 'normalizeLoudness'; readonly targetLufs: number; readonly maxTruePeakDbtp?: number | undefined }
  | { readonly kind: 'mixChannels'; readonly gains: readonly (readonly number[])[] }
  | { readonly kind: 'filter'; readonly sections: readonly FilterShape[]; readonly phase: 'minimum' | 'zero' }
  | ({ readonly kind: 'bandFilter' } & BandShape)
  | ({ readonly kind: 'timeStretch' } & Pick<StretchParams, 'factor' | 'method'>)
  | { readonly kind: 'pitchShift'; readonly semitones: number; readonly method?: StretchParams['method'] }
  | ({ readonly kind: 'reduceNoise'; readonly noise: SampleRange } & Omit<GateParams, 'sampleRateHz'>)
  | { readonly kind: 'resample'; readonly toHz: number }
  | { readonly kind: 'generate'; readonly sound: GeneratedSound }
  | { readonly kind: 'mask'; readonly mask: Mask; readonly action: MaskAction }
  | MaskedPaste
  | Manipulation;

/** One filter of a cascade: an equaliser is a row of cookbook filters. */
export type FilterShape =
  | ({ readonly design: 'cookbook' } & Omit<CookbookParams, 'sampleRateHz'>)
  | ({ readonly design: 'iir'; readonly order: number } & IirFamily & FilterBand);

/** Linear phase, delay taken out (firFilter.ts). */
export interface BandShape {
  readonly fLowHz: number | null;
  readonly fHighHz: number | null;
  readonly transitionHz: number;
  readonly isStop: boolean; // what is between the edges goes, not what is outside
}

type WithoutRate<Params> = Omit<Params, 'sampleRateHz'>;

export type GeneratedSound =
  | ({ readonly type: 'tone' } & WithoutRate<ToneParams>)
  | ({ readonly type: 'sweep' } & WithoutRate<SweepParams>)
  | ({ readonly type: 'noise' } & WithoutRate<NoiseParams>)
  | ({ readonly type: 'dtmf' } & WithoutRate<DtmfParams>)
  | { readonly type: 'silence'; readonly nSamples: number };

export type MaskAction =
  { readonly type: 'level'; readonly gainDb: number } | { readonly type: 'erase' | 'heal' | 'inside' | 'outside' };

/** What was copied out of a mask (patch.ts), laid in so that the mask's region begins at atSample. */
export interface MaskedPaste {
  readonly kind: 'pasteMasked';
  readonly atSample: number; // ≥ 0
  readonly shiftHz: number;
  readonly gainDb: number;
  readonly mode: 'mix' | 'replace';
}

/** Another melody, other durations (psola.ts). Seconds from the beginning of the range. */
export interface Manipulation {
  readonly kind: 'manipulate';
  readonly pulsesSec: readonly number[];
  readonly pitch: CurvePoints | null; // Hz
  readonly duration: CurvePoints | null; // relative
}

export interface CurvePoints {
  readonly timesSec: readonly number[]; // strictly rising
  readonly values: readonly number[];
}

/** Those that compute from the beginning of the range on; all others give any part of it at once. */
const sequentialKinds = ['timeStretch', 'pitchShift', 'reduceNoise', 'manipulate'] as const;

export function isSequential({ kind }: EffectDescription): boolean {
  return sequentialKinds.some((sequential) => sequential === kind);
}
