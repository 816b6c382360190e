/** Spectra on a graphics card for the command line: the inference worker is started when a device is first thought of. */
import { join } from 'node:path';
import type { SpectralPlan } from '../../engine/runtime/spectral/spectralPlan.ts';
import { openDeviceSpeeds } from '../../services/analysis/device/deviceSpeeds.ts';
import { hasGraphicsCard } from '../../services/analysis/device/hasGraphicsCard.ts';
import {
  createSpectralDevices,
  type DevicePolicy,
  type OpenPlan,
  type SpectralDevices,
} from '../../services/analysis/device/spectralDevices.ts';
import { userFolders } from '../userFolders.ts';
import { startInference, type Inference } from './inference.ts';

export interface CliDevices {
  readonly policy: DevicePolicy;
  /** Null: the processor is to compute it. @throws EngineError E_ABORTED */
  open(
    makePlan: () => SpectralPlan,
    nFrames: number,
    signal?: AbortSignal,
  ): Promise<{ readonly open: OpenPlan; readonly plan: SpectralPlan } | null>;
}

/** So little that the processor is done before the worker has started. */
const briefFrames = 50_000;

export async function withDevices<T>(policy: DevicePolicy, work: (devices: CliDevices) => Promise<T>): Promise<T> {
  let inference: Inference | null = null;
  let devices: SpectralDevices | null = null;
  const start = (): SpectralDevices => {
    inference ??= startInference();
    devices ??= createSpectralDevices({
      inference: inference.call,
      hasCard: hasGraphicsCard,
      speeds: (version) => openDeviceSpeeds(join(userFolders().cache, 'device-speeds.json'), version),
      onFallback: (reason) => {
        process.stderr.write(`warning: spectra are computed on the processor: ${reason}\n`);
      },
    });
    return devices;
  };
  try {
    return await work({
      policy,
      async open(makePlan, nFrames, signal) {
        if (policy === 'cpu' || (policy === 'auto' && nFrames < briefFrames)) return null;
        const plan = makePlan();
        const open = await start().open({ policy, plan, nFrames }, signal);
        return open && { open, plan };
      },
    });
  } finally {
    await (inference as Inference | null)?.close();
  }
}
