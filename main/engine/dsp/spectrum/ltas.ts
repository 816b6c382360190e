/**
 * Long-term average spectrum: the power density of the whole sound in bands of bandwidthHz,
 *
 *   L[b] = 10·log₁₀( energy of the band / (bandwidthHz·duration) / p₀² ),   p₀ = 2·10⁻⁵,   dB/Hz
 *
 * band b from b·bandwidthHz to (b + 1)·bandwidthHz, the last no further than half the rate; samples are taken as pascals,
 * a band without energy is −300 dB/Hz.
 * Boersma & Weenink, Praat manual, "Sound: To Ltas..."; Löfqvist & Mandersson, "Long-time average spectrum of speech and
 * voice analysis", Folia Phoniatrica 39, 1987.
 */
import { EngineError } from '../../core/errors.ts';
import { referencePressure } from '../intensity/intensity.ts';
import { requireAbove } from '../requireInteger.ts';
import { bandEnergy, type EnergySpectrum } from './energySpectrum.ts';

export interface Ltas {
  readonly bandwidthHz: number;
  readonly db: Float64Array; // [nBands], dB/Hz; band b is centred on (b + ½)·bandwidthHz
}

export const ltasBandwidthHz = 100;
const silenceDb = -300;

/** @throws EngineError E_PARAM: bandwidthHz is narrower than a bin or wider than the spectrum */
export function ltas(spectrum: EnergySpectrum, bandwidthHz: number = ltasBandwidthHz): Ltas {
  requireAbove('bandwidthHz', bandwidthHz, 0);
  const { energy, binHz, durationSec } = spectrum;
  const nyquistHz = (energy.length - 1) * binHz;
  if (bandwidthHz < binHz || bandwidthHz > nyquistHz) {
    const rule = `from ${binHz} Hz, the bins of ${durationSec} s, to ${nyquistHz} Hz`;
    throw new EngineError('E_PARAM', `bandwidthHz=${bandwidthHz} must be ${rule}`);
  }
  const nBands = Math.ceil(nyquistHz / bandwidthHz - 1e-9);
  const db = Float64Array.from({ length: nBands }, (_, b) => {
    const [fromHz, toHz] = [b * bandwidthHz, Math.min((b + 1) * bandwidthHz, nyquistHz)];
    const density = bandEnergy(spectrum, fromHz, toHz) / (toHz - fromHz) / durationSec;
    return density > 0 ? Math.max(silenceDb, 10 * Math.log10(density / referencePressure ** 2)) : silenceDb;
  });
  return { bandwidthHz, db };
}
