/** Parameters of pYIN under librosa's names where it has them, with its defaults. */
import { EngineError } from '../../../core/errors.ts';
import { requireAbove, requireInteger, requireWithin } from '../../requireInteger.ts';

export interface PyinParams {
  readonly fMinHz: number;
  readonly fMaxHz: number;
  readonly frameLength: number; // samples
  readonly hopLength: number; // samples; a quarter of the frame
  readonly center: boolean; // frame m around sample m·hopLength, zeros beyond the ends; else from there on
  readonly nThresholds: number;
  readonly betaParameters: readonly [number, number]; // prior of the threshold
  readonly boltzmannParameter: number; // preference of short periods
  readonly resolution: number; // semitones, 0.001 … 1
  readonly maxTransitionRate: number; // octaves a second
  readonly switchProbability: number; // of a change of voicing from frame to frame
  readonly noTroughProbability: number; // for the deepest trough where none is below the threshold
}

/** Every parameter; with a rate they are held against it too. @throws EngineError E_PARAM */
export function pyinParams(given: Partial<PyinParams>, sampleRateHz?: number): PyinParams {
  const frameLength = given.frameLength ?? 2048;
  const params: PyinParams = {
    fMinHz: 65.4, // C2, as librosa's documentation suggests
    fMaxHz: 2093, // C7
    hopLength: Math.floor(frameLength / 4),
    center: true,
    nThresholds: 100,
    betaParameters: [2, 18],
    boltzmannParameter: 2,
    resolution: 0.1,
    maxTransitionRate: 35.92,
    switchProbability: 0.01,
    noTroughProbability: 0.01,
    ...given,
    frameLength,
  };
  check(params);
  if (sampleRateHz !== undefined) checkAgainstRate(params, sampleRateHz);
  return params;
}

const finestSemitones = 0.001;
const fastestOctaves = 10_000; // a second

function check(params: PyinParams): void {
  requireInteger('frameLength', params.frameLength, 4, 2 ** 18);
  requireInteger('hopLength', params.hopLength, 1);
  requireInteger('nThresholds', params.nThresholds, 1, 10_000);
  requireAbove('fMinHz', params.fMinHz, 0);
  requireAbove('fMaxHz', params.fMaxHz, params.fMinHz);
  for (const value of params.betaParameters) requireAbove('betaParameters', value, 0);
  for (const name of ['boltzmannParameter', 'resolution', 'maxTransitionRate'] as const)
    requireAbove(name, params[name], 0);
  requireWithin('resolution', params.resolution, finestSemitones, 1);
  requireWithin('maxTransitionRate', params.maxTransitionRate, 0, fastestOctaves);
  for (const name of ['switchProbability', 'noTroughProbability'] as const) {
    if (!(params[name] > 0 && params[name] < 1))
      throw new EngineError('E_PARAM', `${name}=${params[name]} must be between 0 and 1`);
  }
}

function checkAgainstRate(params: PyinParams, sampleRateHz: number): void {
  requireAbove('sampleRateHz', sampleRateHz, 0);
  if (params.fMaxHz > sampleRateHz / 2)
    throw new EngineError('E_PARAM', `fMaxHz=${params.fMaxHz} must be at most half of ${sampleRateHz} Hz`);
  if (sampleRateHz / params.fMinHz >= params.frameLength - 1) {
    const rule = `must exceed the period of fMinHz, ${Math.ceil(sampleRateHz / params.fMinHz)} samples`;
    throw new EngineError('E_PARAM', `frameLength=${params.frameLength} ${rule}`);
  }
}
