import type { SettingRow } from '../../shared/ui/SettingRows.tsx';
import type { FrequencyBand } from '../../state/selection.ts';
import type { MaskRegion } from '../../../preload/contract/maskShapes.ts';

export interface SampleSpan {
  readonly startSample: number;
  readonly endSample: number;
}

/** What was copied out of a mask: all that the mask reaches. */
export interface MaskedSound {
  readonly sampleRateHz: number;
  readonly lengthSamples: number;
}

/** What an effect acts on. */
export interface EffectPlace {
  readonly sampleRateHz: number;
  readonly span: SampleSpan; // of the selection, or all there is
  readonly selection: (SampleSpan & { readonly band: FrequencyBand | null }) | null;
  readonly others: readonly SampleSpan[]; // ranges selected beside it
  readonly region: MaskRegion | null; // what of the selection is meant; null: all of it
  readonly cursorSample: number;
  readonly noise: SampleSpan | null; // what noise reduction takes for noise
  readonly masked: MaskedSound | null; // what was copied out of a mask
  readonly clipboardSamples: number | null; // how long the clipboard is; null: it is empty
}

/** As the engine describes it (effects.apply). */
export interface Effect {
  readonly kind: string;
  readonly [member: string]: unknown;
}

export const effectGroups = ['Level', 'Filter', 'Time and pitch', 'Noise', 'Spectrogram', 'Generate'] as const;
export type EffectGroup = (typeof effectGroups)[number];

export interface EffectForm<S> {
  readonly title: string;
  readonly group: EffectGroup;
  readonly defaults: S;
  /** What is not a row of settings (the bands of the equaliser) has its own fields. */
  rows(settings: S, place: Pick<EffectPlace, 'sampleRateHz' | 'selection'>): readonly SettingRow<S>[];
  /** @returns the effect, or why it cannot be done here */
  effectOf(settings: S, place: EffectPlace): Effect | string;
  /** Where other than at the place's span. */
  spanOf?(settings: S, place: EffectPlace): SampleSpan;
  /** How long the result is where its length is another. */
  lengthOf?(settings: S, place: EffectPlace): number;
}
