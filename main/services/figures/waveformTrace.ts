import { throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import { createTimeSlice } from '../audio/timeSlice.ts';
import type { WaveformTrace } from './waveformPanel.ts';

export interface TraceRange {
  readonly startSample: number;
  readonly endSample: number;
  readonly sampleRateHz: number;
  readonly nColumns: number;
}

const fewSamples = 2; // a column: then they are a line
const pieceSamples = 65_536;

/** Samples that are not finite count as 0. @throws EngineError E_ABORTED, and what reading throws */
export async function waveformTrace(
  x: SampleSource,
  { startSample, endSample, sampleRateHz, nColumns }: TraceRange,
  { signal, onProgress }: WorkOptions = {},
): Promise<WaveformTrace> {
  const perColumn = (endSample - startSample) / nColumns;
  if (perColumn < fewSamples) {
    const first = Math.max(0, startSample - 1);
    const values = x.read(first, Math.min(endSample + 1, x.nSamples) - first).map(finite);
    return { kind: 'samples', firstSec: first / sampleRateHz, stepSec: 1 / sampleRateHz, values };
  }
  const low = new Float32Array(nColumns).fill(Infinity);
  const high = new Float32Array(nColumns).fill(-Infinity);
  const yieldIfDue = createTimeSlice();
  for (let at = startSample; at < endSample; at += pieceSamples) {
    throwIfAborted(signal);
    const piece = x.read(at, Math.min(pieceSamples, endSample - at));
    for (let i = 0; i < piece.length; i++) {
      const column = Math.min(nColumns - 1, Math.floor((at + i - startSample) / perColumn));
      const value = finite(piece[i]!);
      if (value < low[column]!) low[column] = value;
      if (value > high[column]!) high[column] = value;
    }
    onProgress?.({ done: at + piece.length - startSample, total: endSample - startSample, unit: 'samples' });
    await yieldIfDue();
  }
  return { kind: 'envelope', low, high };
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
