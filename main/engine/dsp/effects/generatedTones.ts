/** Tones that are computed, not recorded; n counts from 0, amplitude = 10^(levelDb/20), any part on demand. */
import { EngineError } from '../../core/errors.ts';
import { computedSource } from '../computedSource.ts';
import { requireAbove, requireInteger } from '../requireInteger.ts';
import type { SampleSource } from '../sampleSource.ts';
import { fadeGain } from './fade.ts';

export interface ToneParams {
  readonly sampleRateHz: number;
  readonly nSamples: number;
  readonly levelDb: number; // of the peak, −200 … 0 dB re full scale
  readonly hz: number; // 0 < hz ≤ sampleRateHz/2
}

/** y[n] = amplitude·sin(2π·hz·n/sampleRateHz). @throws EngineError E_PARAM */
export function toneSource({ hz, ...params }: ToneParams): SampleSource {
  requireTone(params, { hz });
  const amplitude = 10 ** (params.levelDb / 20);
  return computed(params.nSamples, (n) => amplitude * sine((hz * n) / params.sampleRateHz));
}

export interface SweepParams extends Omit<ToneParams, 'hz'> {
  readonly fromHz: number;
  readonly toHz: number;
  readonly course: 'linear' | 'exponential';
}

/**
 * A tone that glides over T = nSamples/sampleRateHz: y = amplitude·sin 2πφ(t),
 *
 *   linear       φ = f₀·t + (f₁ − f₀)·t²/(2T)
 *   exponential  φ = f₀·T/L·(exp(t·L/T) − 1),   L = ln(f₁/f₀)   (the same time for every octave)
 *
 * Farina, "Simultaneous measurement of impulse response and distortion with a swept-sine technique", AES 108, 2000.
 * @throws EngineError E_PARAM
 */
export function sweepSource({ fromHz, toHz, course, ...params }: SweepParams): SampleSource {
  requireTone(params, { fromHz, toHz });
  const { sampleRateHz, nSamples, levelDb } = params;
  const amplitude = 10 ** (levelDb / 20);
  const T = nSamples / sampleRateHz;
  const L = Math.log(toHz / fromHz);
  const cycles =
    course === 'exponential' && L !== 0
      ? (t: number) => ((fromHz * T) / L) * Math.expm1((t * L) / T)
      : (t: number) => t * (fromHz + ((toHz - fromHz) * t) / (2 * T));
  return computed(nSamples, (n) => amplitude * sine(cycles(n / sampleRateHz)));
}

const rowsHz = [697, 770, 852, 941];
const columnsHz = [1209, 1336, 1477, 1633];
const keys = ['123A', '456B', '789C', '*0#D'];
const edgeSec = 0.004;
const longestSec = 60; // of a tone or a gap

export interface DtmfParams {
  readonly sampleRateHz: number; // > 3266
  readonly digits: string; // of 0–9 * # A–D
  readonly levelDb: number; // of the peak of both tones together
  readonly toneSec: number; // 0 < toneSec ≤ 60
  readonly gapSec: number; // 0 … 60
}

/** Push-button dialling: two tones a digit (ITU-T Q.23), each under edges of 4 ms. @throws EngineError E_PARAM */
export function dtmfSource({ sampleRateHz, digits, levelDb, toneSec, gapSec }: DtmfParams): SampleSource {
  requireTone({ sampleRateHz, nSamples: 0, levelDb }, { hz: columnsHz[3]! });
  if (!(toneSec > 0 && toneSec <= longestSec))
    throw new EngineError('E_PARAM', `toneSec=${toneSec} must be above 0 and at most ${longestSec}`);
  if (!(gapSec >= 0 && gapSec <= longestSec))
    throw new EngineError('E_PARAM', `gapSec=${gapSec} must be from 0 to ${longestSec}`);
  const pairs = Array.from(digits, (digit) => {
    const row = keys.findIndex((line) => line.includes(digit));
    if (row < 0) throw new EngineError('E_PARAM', `digit ${digit} must be one of ${keys.join('')}`);
    return [rowsHz[row]!, columnsHz[keys[row]!.indexOf(digit)]!] as const;
  });
  const [nTone, nGap] = [Math.round(toneSec * sampleRateHz), Math.round(gapSec * sampleRateHz)];
  const nEdge = Math.min(Math.round(edgeSec * sampleRateHz), nTone >> 1);
  const amplitude = 10 ** (levelDb / 20) / 2;
  return computed(Math.max(0, pairs.length * (nTone + nGap) - nGap), (n) => {
    const into = n % (nTone + nGap);
    if (into >= nTone) return 0;
    const [row, column] = pairs[Math.floor(n / (nTone + nGap))]!;
    const edge = Math.min(into, nTone - 1 - into);
    const gain = edge < nEdge ? fadeGain('sCurve', 'in', edge, nEdge) : 1;
    return gain * amplitude * (sine((row * into) / sampleRateHz) + sine((column * into) / sampleRateHz));
  });
}

/** Nothing but 0. @throws EngineError E_PARAM */
export function silentSource(nSamples: number): SampleSource {
  requireInteger('nSamples', nSamples, 0);
  return { nSamples, read: (_, count) => new Float32Array(count) };
}

function sine(cycles: number): number {
  return Math.sin(2 * Math.PI * (cycles % 1));
}

function requireTone(
  { sampleRateHz, nSamples, levelDb }: Omit<ToneParams, 'hz'>,
  frequencies: Readonly<Record<string, number>>,
): void {
  requireAbove('sampleRateHz', sampleRateHz, 0);
  requireInteger('nSamples', nSamples, 0);
  if (!(levelDb >= -200 && levelDb <= 0)) throw new EngineError('E_PARAM', `levelDb=${levelDb} must be from -200 to 0`);
  for (const [name, hz] of Object.entries(frequencies)) {
    if (!(hz > 0 && hz <= sampleRateHz / 2))
      throw new EngineError('E_PARAM', `${name}=${hz} must be above 0 and at most ${sampleRateHz / 2}`);
  }
}

function computed(nSamples: number, at: (n: number) => number): SampleSource {
  return computedSource(nSamples, (out, first) => {
    for (let i = 0; i < out.length; i++) out[i] = at(first + i);
  });
}
