/**
 * Linear-phase filters by the window method: the ideal response of the bands, cut off by a symmetric window,
 *
 *   h[n] = w[n]·Σ_bands (2f₂·sinc(2f₂·t) − 2f₁·sinc(2f₁·t)),   t = n − (nTaps − 1)/2,   f = edge/sampleRateHz
 *
 * scaled to a gain of 1 in the middle of the first pass band (at 0 or sampleRateHz/2 where that band reaches them).
 * Bands pass and stop in turn at the edges; each edge lies near −6 dB. The taps of scipy.signal.firwin.
 * Oppenheim & Schafer, Discrete-Time Signal Processing, 7.5. firFilter.ts streams them where nTaps is odd.
 */
import { EngineError } from '../../core/errors.ts';
import { requireAbove, requireInteger } from '../requireInteger.ts';
import { makeWindow } from '../window.ts';
import type { WindowName, WindowOptions } from '../window.ts';
import { sinc } from './kaiserSinc.ts';

export interface WindowedFirParams extends Omit<WindowOptions, 'symmetric'> {
  readonly sampleRateHz: number;
  readonly nTaps: number;
  readonly edgesHz: readonly number[]; // rising, between 0 and sampleRateHz/2, both exclusive
  readonly passesDc: boolean; // does the band from 0 to the first edge pass?
  readonly window?: WindowName | undefined; // hamming
}

/** @returns [nTaps]. @throws EngineError E_PARAM; also an even nTaps where sampleRateHz/2 shall pass: h is 0 there */
export function windowedFir(params: WindowedFirParams): Float64Array {
  const { sampleRateHz, nTaps, edgesHz, passesDc, window = 'hamming' } = params;
  requireAbove('sampleRateHz', sampleRateHz, 0);
  requireInteger('nTaps', nTaps, 1, 2 ** 20);
  const isRising = edgesHz.every((hz, i) => hz > (edgesHz[i - 1] ?? 0) && hz < sampleRateHz / 2);
  if (edgesHz.length === 0 || !isRising) {
    const rule = `at least one, rise between 0 and ${sampleRateHz / 2} Hz`;
    throw new EngineError('E_PARAM', `edgesHz=[${edgesHz.join(', ')}] must be ${rule}`);
  }
  const passesNyquist = (edgesHz.length % 2 === 0) === passesDc;
  if (passesNyquist && nTaps % 2 === 0) {
    throw new EngineError('E_PARAM', `nTaps=${nTaps} must be odd for a filter that passes ${sampleRateHz / 2} Hz`);
  }
  const corners = [
    ...(passesDc ? [0] : []),
    ...edgesHz.map((hz) => hz / sampleRateHz),
    ...(passesNyquist ? [0.5] : []),
  ];
  const w = makeWindow(window, nTaps, { ...params, symmetric: true });
  const middle = (nTaps - 1) / 2;
  const taps = w.map(
    (gain, n) => gain * corners.reduce((sum, f, i) => sum + (i % 2 ? 1 : -1) * lowPass(f, n - middle), 0),
  );
  const [low = 0, high = 0] = corners;
  const unity = low === 0 ? 0 : high === 0.5 ? 0.5 : (low + high) / 2;
  const gain = taps.reduce((sum, tap, n) => sum + tap * Math.cos(2 * Math.PI * unity * (n - middle)), 0);
  return taps.map((tap) => tap / gain);
}

function lowPass(edge: number, t: number): number {
  return 2 * edge * sinc(2 * edge * t);
}
