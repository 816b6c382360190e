import type { Tokens } from '../../shared/theme/readTokens.ts';
import {
  fftSizeOf,
  frequencyRangeOf,
  spectrogramParamsOf,
  type SpectrogramSettings,
} from '../../state/spectrogramSettings.ts';
import type { LiveScene } from './liveMessages.ts';
import type { LiveState } from './liveState.ts';

export const waveformPx = 80; // CSS pixels
export const gapPx = 1;

/** Of the spectrogram, in CSS pixels; the waveform over it is as wide. */
export interface LiveSize {
  readonly width: number;
  readonly height: number;
}

const rateBeforeHz = 48_000; // until there is sound: what most devices deliver

export const shownRateHz = ({ sampleRateHz }: Pick<LiveState, 'sampleRateHz'>): number => sampleRateHz ?? rateBeforeHz;

/** @param pixelRatio device pixels in a CSS pixel */
export function liveScene(
  { width, height }: LiveSize,
  pixelRatio: number,
  settings: SpectrogramSettings,
  tokens: Tokens,
  state: Pick<LiveState, 'sampleRateHz' | 'spanSec' | 'channel' | 'isFrozen'>,
): LiveScene {
  const { floorDb, rangeDb, gamma, colourMap, reduce, preEmphasis, interpolate } = settings;
  return {
    widthPx: Math.round(width * pixelRatio),
    spectrogramPx: Math.round(height * pixelRatio),
    waveformPx: Math.round(waveformPx * pixelRatio),
    spanSec: state.spanSec,
    channel: state.channel,
    analysis: { ...spectrogramParamsOf(settings), fftSize: fftSizeOf(settings), preEmphasis, reduce },
    range: frequencyRangeOf(settings, shownRateHz(state)),
    interpolate,
    colours: { floorDb, rangeDb, gamma, colourMap },
    ink: { ground: tokens.ground, wave: tokens.waveRms, clip: tokens.waveClip, axis: tokens.waveAxis },
    isFrozen: state.isFrozen,
  };
}
