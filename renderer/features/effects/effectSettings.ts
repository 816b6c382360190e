/** What each effect is asked with, in the units of its fields. */
import type { FadeShape } from '../../../preload/contract/fadeShapes.ts';

export type FilterPhase = 'minimum' | 'zero';
export type StretchMethod = 'wsola' | 'phase-vocoder';
export type BandKind = 'peaking' | 'lowShelf' | 'highShelf' | 'lowPass' | 'highPass' | 'notch';

export interface EqualiserBand {
  readonly kind: BandKind;
  readonly hz: number;
  readonly gainDb: number; // of peaking and shelves
  readonly q: number;
}

export interface EdgeSettings {
  readonly edgeHz: number;
  readonly order: number;
  readonly phase: FilterPhase;
}

export interface BandSettings {
  readonly fLowHz: number | null; // null: from 0
  readonly fHighHz: number | null; // null: to the top
  readonly transitionHz: number;
}

export interface ShelfSettings {
  readonly hz: number;
  readonly gainDb: number;
  readonly q: number;
  readonly phase: FilterPhase;
}

export interface FeatherSettings {
  readonly featherSec: number;
  readonly featherHz: number;
}

export type SpectralLevelSettings = FeatherSettings & { readonly gainDb: number };

interface Generated {
  readonly levelDb: number;
  readonly lengthSec: number; // where nothing is selected; else the selection's
}

export interface EffectSettings {
  readonly normalizePeak: { readonly targetDb: number; readonly isLinked: boolean };
  readonly normalizeLoudness: { readonly targetLufs: number; readonly maxTruePeakDbtp: number | null };
  readonly removeDc: object;
  readonly gain: { readonly gainDb: number };
  readonly mixPaste: { readonly pastedGainDb: number; readonly gainDb: number };
  readonly fade: { readonly direction: 'in' | 'out'; readonly shape: FadeShape };
  readonly equalise: { readonly bands: readonly EqualiserBand[]; readonly phase: FilterPhase };
  readonly lowPass: EdgeSettings;
  readonly highPass: EdgeSettings;
  readonly bandPass: BandSettings;
  readonly bandStop: BandSettings;
  readonly notch: { readonly hz: number; readonly q: number; readonly phase: FilterPhase };
  readonly lowShelf: ShelfSettings;
  readonly highShelf: ShelfSettings;
  readonly timeStretch: { readonly factor: number; readonly method: StretchMethod };
  readonly pitchShift: { readonly semitones: number; readonly method: StretchMethod };
  readonly reduceNoise: {
    readonly thresholdSigma: number;
    readonly attenuationDb: number;
    readonly timeSmoothingSec: number;
    readonly frequencySmoothingHz: number;
    readonly attackSec: number;
    readonly releaseSec: number;
    readonly output: 'clean' | 'residue';
  };
  readonly attenuate: SpectralLevelSettings;
  readonly boost: SpectralLevelSettings;
  readonly erase: FeatherSettings;
  readonly heal: FeatherSettings;
  readonly pasteMasked: { readonly shiftHz: number; readonly gainDb: number; readonly mode: 'mix' | 'replace' };
  readonly generateTone: Generated & { readonly hz: number };
  readonly generateSweep: Generated & {
    readonly fromHz: number;
    readonly toHz: number;
    readonly course: 'linear' | 'exponential';
  };
  readonly generateNoise: Generated & { readonly color: 'white' | 'pink' };
  readonly generateSilence: Pick<Generated, 'lengthSec'>;
}

export type EffectName = keyof EffectSettings;
