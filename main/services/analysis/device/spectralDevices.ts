/**
 * Where spectra of long signals are computed: on the processor, or by onnxruntime on a graphics card (or whatever
 * other provider there is). `auto` measures each once per machine and kind of plan and takes the sooner one for the
 * length at hand; a device must first agree with the processor. What fails is said and done on the processor.
 */
import type { Client } from '../../../../preload/contract/define.ts';
import type { InferenceContract } from '../../../../preload/contract/inference.ts';

import { samplesPerRun, type SpectralPlan } from '../../../engine/runtime/spectral/spectralPlan.ts';
import type { DeviceSpeed, DeviceSpeeds } from './deviceSpeeds.ts';
import { toWireError } from '../../wireErrors.ts';
import { runPlanOnCpu } from './planOnCpu.ts';
import { probeSignal } from './probeSignal.ts';
import { disagreement, tolerance } from './agreement.ts';

export type DevicePolicy = 'auto' | 'cpu' | 'gpu';

type SpectraCalls = Pick<
  Client<InferenceContract>,
  'inference.status' | 'spectra.open' | 'spectra.run' | 'spectra.close'
>;

export interface OpenPlan {
  readonly provider: string;
  /** One run; null once the device has failed, which has been said: the processor goes on. @throws EngineError E_ABORTED */
  run(samples: Float32Array, signal?: AbortSignal): Promise<Float32Array | null>;
  close(): Promise<void>;
}

export interface SpectralDevices {
  /** Null: the processor is the place for it (its own code is better there than a plan's runs). */
  open(request: DeviceRequest, signal?: AbortSignal): Promise<OpenPlan | null>;
}

export interface DeviceRequest {
  readonly policy: DevicePolicy;
  readonly plan: SpectralPlan;
  readonly nFrames: number; // of the whole signal
}

export interface SpectralDevicesDeps {
  readonly inference: SpectraCalls;
  readonly speeds: (runtimeVersion: string) => DeviceSpeeds;
  /** Whether `auto` is to look for a device at all; `gpu` always does. */
  readonly hasCard: () => boolean;
  /** A device was wanted and the processor does it; the reason, as a clause. */
  readonly onFallback: (reason: string) => void;
  readonly now?: () => number; // ms
}

/** Work that the processor does sooner than any device could be asked is not measured. */
const briefSec = 0.5;

export function createSpectralDevices(deps: SpectralDevicesDeps): SpectralDevices {
  const { inference, onFallback, now = () => performance.now() } = deps;
  let known: Promise<{ providers: string[]; speeds: DeviceSpeeds }> | null = null;

  const status = () => {
    known ??= inference['inference.status']({}).then(({ providers, version }) => ({
      providers: providers.filter((name) => name !== 'cpu'),
      speeds: deps.speeds(version),
    }));
    known.catch(() => {
      known = null; // asked again when the inference host is back
    });
    return known;
  };

  const measureCpu = (plan: SpectralPlan, speeds: DeviceSpeeds): number => {
    const measured = speeds.get('cpu', plan);
    if (measured && 'secPerFrame' in measured) return measured.secPerFrame;
    const samples = probeSignal(samplesPerRun(plan));
    runPlanOnCpu(plan, samples); // tables are made, code is compiled
    const startMs = now();
    runPlanOnCpu(plan, samples);
    const secPerFrame = Math.max(1e-9, (now() - startMs) / 1000 / plan.framesPerRun);
    speeds.set('cpu', plan, { secPerFrame, openSec: 0 });
    return secPerFrame;
  };

  const measureDevice = async (plan: SpectralPlan, provider: string, signal?: AbortSignal): Promise<DeviceSpeed> => {
    const samples = probeSignal(samplesPerRun(plan));
    const openMs = now();
    const { taskId } = await inference['spectra.open']({ plan, provider }, callOptions(signal));
    try {
      const { values } = await inference['spectra.run']({ taskId, samples }, callOptions(signal));
      const error = disagreement(plan, values, runPlanOnCpu(plan, samples));
      if (!(error <= tolerance)) return { problem: `differs from the processor by ${error.toExponential(1)}` };
      const startMs = now();
      await inference['spectra.run']({ taskId, samples }, callOptions(signal));
      const endMs = now();
      return { secPerFrame: (endMs - startMs) / 1000 / plan.framesPerRun, openSec: (startMs - openMs) / 1000 };
    } finally {
      await inference['spectra.close']({ taskId });
    }
  };

  /** What failed once is tried again only if it was asked for by name: a driver may have been installed since. */
  const speedOf = async (
    { plan, policy }: DeviceRequest,
    provider: string,
    speeds: DeviceSpeeds,
    signal?: AbortSignal,
  ) => {
    const stored = speeds.get(provider, plan);
    if (stored && !('problem' in stored && policy === 'gpu')) return stored;
    let speed: DeviceSpeed;
    try {
      speed = await measureDevice(plan, provider, signal);
    } catch (error) {
      if (isAbort(error)) throw error;
      speed = { problem: messageOf(error) };
    }
    speeds.set(provider, plan, speed);
    return speed;
  };

  const choose = async (request: DeviceRequest, signal?: AbortSignal): Promise<string | null> => {
    const { policy, plan, nFrames } = request;
    if (policy === 'cpu' || (policy === 'auto' && !deps.hasCard())) return null;
    const { providers, speeds } = await status();
    const cpuSec = policy === 'gpu' ? Infinity : nFrames * measureCpu(plan, speeds);
    if (cpuSec < briefSec) return null;
    let best = { provider: null as string | null, sec: cpuSec };
    const problems: string[] = [];
    for (const provider of providers) {
      const speed = await speedOf(request, provider, speeds, signal);
      if ('problem' in speed) problems.push(`${provider}: ${speed.problem}`);
      else {
        const sec = speed.openSec + nFrames * speed.secPerFrame;
        if (sec < best.sec) best = { provider, sec };
      }
    }
    if (best.provider === null && policy === 'gpu')
      onFallback(`no device can compute spectra here (${problems.join('; ') || 'none is built in'})`);
    return best.provider;
  };

  return {
    async open(request, signal) {
      const { plan } = request;
      let provider: string | null;
      let taskId: string;
      try {
        provider = await choose(request, signal);
        if (provider === null) return null;
        ({ taskId } = await inference['spectra.open']({ plan, provider }, callOptions(signal)));
      } catch (error) {
        if (isAbort(error)) throw error;
        onFallback(messageOf(error));
        return null;
      }
      let hasFailed = false;
      return {
        provider,
        async run(samples, runSignal) {
          if (hasFailed) return null;
          try {
            return (await inference['spectra.run']({ taskId, samples }, callOptions(runSignal))).values;
          } catch (error) {
            if (isAbort(error)) throw error;
            hasFailed = true;
            onFallback(`${provider} failed (${messageOf(error)})`);
            return null;
          }
        },
        async close() {
          await inference['spectra.close']({ taskId }).catch(() => undefined); // if the host is gone, so is the task
        },
      };
    },
  };
}

/** The contract knows no `signal: undefined`. */
const callOptions = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const isAbort = (error: unknown) => toWireError(error).code === 'E_ABORTED';
