/** What a formant analysis is told, with the defaults of Praat's "To Formant (burg)…". */
import { EngineError } from '../../core/errors.ts';
import { requireAbove } from '../requireInteger.ts';

export interface FormantParams {
  readonly sampleRateHz: number; // of the signal
  readonly timeStepSec?: number | undefined; // 0: a quarter of windowSec
  readonly maxFormants?: number | undefined; // in halves: 5.5 is 11 poles
  readonly ceilingHz?: number | undefined; // the signal is brought to twice this rate
  readonly windowSec?: number | undefined; // effective length; the Gaussian is twice as long
  readonly preEmphasisHz?: number | undefined; // +6 dB/octave from here on
  /** Distance from 0 Hz and from the ceiling within which a pole is no formant; 0 keeps all. */
  readonly safetyMarginHz?: number | undefined;
}

export type FormantSettings = Required<{ readonly [K in keyof FormantParams]: number }>;

export const formantDefaults = {
  timeStepSec: 0,
  maxFormants: 5,
  ceilingHz: 5500,
  windowSec: 0.025,
  preEmphasisHz: 50,
  safetyMarginHz: 50,
} as const;

export const maxPoles = 64;

/** All parameters, the time step as it is used. @throws EngineError E_PARAM: one is outside its rule */
export function formantSettings(params: FormantParams): FormantSettings {
  const given = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
  const settings: FormantSettings = { ...formantDefaults, ...given, sampleRateHz: params.sampleRateHz };
  const { sampleRateHz, timeStepSec, maxFormants, ceilingHz, windowSec, preEmphasisHz, safetyMarginHz } = settings;
  requireAbove('sampleRateHz', sampleRateHz, 0);
  requireAbove('ceilingHz', ceilingHz, 0);
  requireAbove('windowSec', windowSec, 0);
  requireAtLeastZero({ timeStepSec, preEmphasisHz, safetyMarginHz });
  if (!(maxFormants >= 0.5 && 2 * maxFormants <= maxPoles && Number.isInteger(2 * maxFormants))) {
    throw new EngineError(
      'E_PARAM',
      `maxFormants=${maxFormants} must be a multiple of 0.5 from 0.5 to ${maxPoles / 2}`,
    );
  }
  if (Math.max(sampleRateHz, 2 * ceilingHz) > 64 * Math.min(sampleRateHz, 2 * ceilingHz)) {
    throw new EngineError(
      'E_PARAM',
      `ceilingHz=${ceilingHz} must be within a factor of 64 of half the rate, ${sampleRateHz / 2} Hz`,
    );
  }
  const nWindow = Math.floor(4 * windowSec * ceilingHz);
  if (nWindow <= 2 * maxFormants || nWindow > 2 ** 20) {
    const rule = `more than ${2 * maxFormants} and at most ${2 ** 20} samples`;
    throw new EngineError('E_PARAM', `windowSec=${windowSec} gives ${nWindow} samples, must give ${rule}`);
  }
  return { ...settings, timeStepSec: timeStepSec > 0 ? timeStepSec : windowSec / 4 };
}

function requireAtLeastZero(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!(value >= 0 && Number.isFinite(value))) throw new EngineError('E_PARAM', `${name}=${value} must be ≥ 0`);
  }
}
