/** Spectrogram tiles whose powers a device computes; the rest of the work is that of engine/dsp/spectrogramColumns.ts. */
import { throwIfAborted } from '../../../engine/core/errors.ts';
import { finiteSamples } from '../../../engine/dsp/finiteSamples.ts';
import type { SampleSource } from '../../../engine/dsp/sampleSource.ts';
import {
  countSpectrogramColumns,
  SpectrogramColumns,
  spectrogramTileColumns,
  type SpectrogramColumnParams,
  type SpectrogramTile,
} from '../../../engine/dsp/spectrogramColumns.ts';
import { placedWindow } from '../../../engine/dsp/stftParams.ts';
import { countBins, samplesPerRun, type SpectralPlan } from '../../../engine/runtime/spectral/spectralPlan.ts';
import { framesPerRun } from './framePlans.ts';
import type { DevicePolicy, OpenPlan, SpectralDevices } from './spectralDevices.ts';

export interface DeviceTiles {
  /** Null: the processor is to compute it. @throws EngineError E_ABORTED */
  tile(request: DeviceTileRequest, signal: AbortSignal): Promise<SpectrogramTile | null>;
  /** Lets go of what devices hold; later tiles are decided anew. */
  clear(): void;
}

export interface DeviceTileRequest {
  readonly x: SampleSource;
  readonly params: SpectrogramColumnParams;
  readonly level: number;
  readonly index: number;
}

interface Kept {
  readonly plan: SpectralPlan;
  readonly columns: SpectrogramColumns;
  readonly open: Promise<OpenPlan | null>;
}

const maxKept = 3; // a lane or two, and what they were before

export function createDeviceTiles(devices: SpectralDevices, policy: () => DevicePolicy): DeviceTiles {
  const kept = new Map<string, Kept>();

  const drop = (key: string) => {
    void kept.get(key)?.open.then((open) => open?.close());
    kept.delete(key);
  };

  const keep = (key: string, { x, params, level }: DeviceTileRequest): Kept => {
    const known = kept.get(key);
    if (known) return known;
    const plan = tilePlan(params, level);
    const nFrames = countSpectrogramColumns(x.nSamples, params.hopLength, 0);
    const made = {
      plan,
      columns: new SpectrogramColumns(params),
      open: devices.open({ policy: policy(), plan, nFrames }),
    };
    kept.set(key, made);
    const oldest = kept.keys().next().value;
    if (kept.size > maxKept && oldest !== undefined) drop(oldest);
    return made;
  };

  return {
    async tile(request, signal) {
      if (policy() === 'cpu') return null;
      const { x, params, level, index } = request;
      const key = JSON.stringify([policy(), params, level, x.nSamples]);
      const { plan, columns, open } = keep(key, request);
      const device = await open;
      throwIfAborted(signal);
      if (device === null) return null;
      const powers = await tilePowers(device, plan, request, signal);
      return powers && { level, index, nBins: columns.nBins, values: columns.quantised(powers), isExact: true };
    },
    clear() {
      for (const key of [...kept.keys()]) drop(key);
    },
  };
}

function tilePlan(params: SpectrogramColumnParams, level: number): SpectralPlan {
  const { fftSize, hopLength, reduce = 'max' } = params;
  const nFrames = Math.min(spectrogramTileColumns * 2 ** level, framesPerRun(params));
  const framesPerColumn = Math.min(2 ** level, nFrames);
  return {
    fftSize,
    hopLength,
    window: placedWindow({ ...params, pad: 'constant' }),
    framesPerRun: nFrames,
    result: { kind: 'power', framesPerColumn, reduce },
  };
}

/** [spectrogramTileColumns, nBins]; null if the device failed on the way. */
async function tilePowers(
  device: OpenPlan,
  plan: SpectralPlan,
  { x, params, level, index }: DeviceTileRequest,
  signal: AbortSignal,
): Promise<Float32Array | null> {
  const { framesPerRun: runFrames, fftSize, hopLength } = plan;
  const nBins = countBins(plan);
  const span = 2 ** level;
  const powers = new Float32Array(spectrogramTileColumns * nBins);
  for (let done = 0; done < spectrogramTileColumns * span; done += runFrames) {
    const start = (index * spectrogramTileColumns * span + done) * hopLength - fftSize / 2;
    if (start >= x.nSamples) break;
    const values = await device.run(finiteSamples(x.read(start, samplesPerRun(plan))), signal);
    if (values === null) return null;
    for (let at = 0, column = Math.floor(done / span); at < values.length; at += nBins, column++) {
      addColumn(
        powers,
        column * nBins,
        values.subarray(at, at + nBins),
        params.reduce === 'mean' ? runFrames / span : 0,
      );
    }
  }
  return powers;
}

/** Of a column that several runs make up: the greatest of them, or with a weight < 1 their mean. */
function addColumn(powers: Float32Array, offset: number, values: Float32Array, weight: number): void {
  for (let k = 0; k < values.length; k++) {
    const before = powers[offset + k]!;
    powers[offset + k] = weight === 0 ? Math.max(before, values[k]!) : before + Math.min(1, weight) * values[k]!;
  }
}
