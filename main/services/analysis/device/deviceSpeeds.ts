/** How fast each place on this machine runs each plan: measured once, kept in the cache folder, which may be deleted. */
import { cpus } from 'node:os';
import { z } from 'zod';
import type { SpectralPlan } from '../../../engine/runtime/spectral/spectralPlan.ts';
import { readJsonFile, writeJsonFile } from '../../settings/jsonFile.ts';

const speedSchema = z.union([
  z.strictObject({ secPerFrame: z.number().positive(), openSec: z.number().min(0) }), // openSec: before the first
  z.strictObject({ problem: z.string() }), // why it cannot be used
]);
export type DeviceSpeed = z.infer<typeof speedSchema>;

const fileSchema = z.strictObject({ machine: z.string(), speeds: z.record(z.string(), speedSchema) });

export interface DeviceSpeeds {
  get(provider: string, plan: SpectralPlan): DeviceSpeed | undefined;
  set(provider: string, plan: SpectralPlan, speed: DeviceSpeed): void;
}

/**
 * @param path of the file; null keeps nothing beyond this process
 * @param runtimeVersion what was measured with another onnxruntime, or on another processor, does not count
 */
export function openDeviceSpeeds(path: string | null, runtimeVersion: string): DeviceSpeeds {
  const machine = `${cpus()[0]?.model ?? 'unknown'} × ${cpus().length}, onnxruntime ${runtimeVersion}`;
  const file = path === null ? { state: 'absent' as const } : readJsonFile(path);
  const stored = file.state === 'read' ? fileSchema.safeParse(file.value) : null;
  const speeds = stored?.success === true && stored.data.machine === machine ? stored.data.speeds : {};
  return {
    get: (provider, plan) => speeds[keyOf(provider, plan)],
    set(provider, plan, speed) {
      speeds[keyOf(provider, plan)] = speed;
      if (path === null) return;
      try {
        writeJsonFile(path, { machine, speeds });
      } catch {
        // A cache folder that cannot be written costs a measurement in the next run, nothing else.
      }
    },
  };
}

const keyOf = (provider: string, { fftSize, hopLength, framesPerRun, result }: SpectralPlan) =>
  `${provider}/${result.kind}/${fftSize}/${hopLength}/${framesPerRun}`;
