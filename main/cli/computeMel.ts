import type { ByteSink } from '../engine/audio/byteSink.ts';
import { throwIfAborted } from '../engine/core/errors.ts';
import type { WorkOptions } from '../engine/core/progress.ts';
import { countMelFrames, melFrames, type MelParams } from '../engine/dsp/mel.ts';
import { stftFraming } from '../engine/dsp/stftParams.ts';
import { deviceRows } from '../services/analysis/device/deviceRows.ts';
import { melPlan } from '../services/analysis/device/framePlans.ts';
import type { CliDevices } from './process/devices.ts';
import { withLength, type SampleSource } from '../engine/dsp/sampleSource.ts';
import { createTimeSlice } from '../services/audio/timeSlice.ts';
import { readSignals, type SignalRequest } from './input/readSignals.ts';
import { SampleSpool } from './input/sampleSpool.ts';
import { writeNpyRows } from './output/npyStream.ts';

export interface MelAnalysis {
  /** The parameters at the rate of the signal. */
  readonly paramsAt: (sampleRateHz: number) => MelParams;
  readonly padToSec?: number | undefined;
  readonly devices: CliDevices;
}

/** Writes [nFrames, nMels], with channels 'each' [nChannels, nFrames, nMels]. @throws EngineError as readSignals, melFrames */
export async function computeMel(
  { input, sink, request }: { input: string; sink: ByteSink; request: SignalRequest },
  { paramsAt, padToSec, devices }: MelAnalysis,
  work: WorkOptions,
) {
  const { signals, sampleRateHz, info, close } = await readSignals(input, request, work);
  try {
    const nSamples = padToSec === undefined ? signals[0]!.nSamples : Math.round(padToSec * sampleRateHz);
    const params = paramsAt(sampleRateHz);
    const nFrames = countMelFrames(nSamples, params);
    const shape = [...(request.channels === 'each' ? [signals.length] : []), nFrames, params.nMels];
    const padded = signals.map((signal) => withLength(signal, nSamples));
    const part = { type: 'float32', shape } as const;
    const rows = (sources: readonly SampleSource[]) => rowsOf(sources, params, devices, work.signal);
    if (params.finish === 'whisper') {
      const finished = await finishedRows(padded, { params, rows }, work);
      try {
        await writeNpyRows(sink, { ...part, rows: finished.rows }, { signal: work.signal });
      } finally {
        finished.close();
      }
    } else await writeNpyRows(sink, { ...part, rows: rows(padded) }, work);
    return { type: part.type, shape, sampleRateHz, nSamples, warnings: info.warnings };
  } finally {
    close();
  }
}

async function* rowsOf(
  sources: readonly SampleSource[],
  params: MelParams,
  devices: CliDevices,
  signal?: AbortSignal,
): AsyncGenerator<Float32Array> {
  const row = new Float32Array(params.nMels);
  for (const source of sources) {
    const nFrames = countMelFrames(source.nSamples, params);
    const device = await openDevice(devices, params, nFrames, signal);
    if (device) {
      try {
        yield* deviceRows(device.open, device.plan, { source, framing: stftFraming(params), nFrames }, signal);
      } finally {
        await device.open.close();
      }
    } else
      for (const { values } of melFrames(source, params)) {
        row.set(values);
        yield row;
      }
  }
}

/** Float32 is enough for values, and for levels that keep 80 dB as Whisper's do; others must be asked for. */
async function openDevice(devices: CliDevices, params: MelParams, nFrames: number, signal?: AbortSignal) {
  const isFloat32Enough = (params.log ?? 'none') === 'none' || params.finish === 'whisper';
  if (devices.policy === 'auto' && !isFloat32Enough) return null;
  return devices.open(() => melPlan(params), nFrames, signal);
}

/**
 * Whisper's finish needs the greatest value of the whole before the first row can go out: the rows wait in a spool.
 * openai/whisper, whisper/audio.py, log_mel_spectrogram; each channel is a recording of its own.
 */
async function finishedRows(
  signals: readonly SampleSource[],
  { params, rows }: { params: MelParams; rows: (sources: readonly SampleSource[]) => AsyncIterable<Float32Array> },
  { signal, onProgress }: WorkOptions,
) {
  const yieldIfDue = createTimeSlice();
  const spools: { readonly spool: SampleSpool; readonly max: number }[] = [];
  const total = signals.length * countMelFrames(signals[0]!.nSamples, params);
  let done = 0;
  for (const source of signals) {
    const spool = new SampleSpool();
    let max = -Infinity;
    for await (const row of rows([source])) {
      for (const value of row) if (value > max) max = value;
      spool.append(row);
      if (++done % 64 === 0) onProgress?.({ done, total, unit: 'frames', note: 'computing' });
      throwIfAborted(signal);
      await yieldIfDue();
    }
    spools.push({ spool, max });
  }
  const close = () => {
    for (const { spool } of spools) spool.close();
  };
  return { rows: finish(spools, params.nMels), close };
}

function* finish(spools: readonly { spool: SampleSpool; max: number }[], nMels: number): Generator<Float32Array> {
  for (const { spool, max } of spools)
    for (let at = 0; at < spool.nSamples; at += nMels)
      yield spool.read(at, nMels).map((value) => (Math.max(value, max - 8) + 4) / 4);
}
