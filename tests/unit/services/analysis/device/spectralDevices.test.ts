import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../../main/engine/core/errors.ts';
import { makeWindow } from '../../../../../main/engine/dsp/window.ts';
import { samplesPerRun, type SpectralPlan } from '../../../../../main/engine/runtime/spectral/spectralPlan.ts';
import { openDeviceSpeeds } from '../../../../../main/services/analysis/device/deviceSpeeds.ts';
import { runPlanOnCpu } from '../../../../../main/services/analysis/device/planOnCpu.ts';
import { probeSignal } from '../../../../../main/services/analysis/device/probeSignal.ts';
import {
  createSpectralDevices,
  type DevicePolicy,
  type SpectralDevicesDeps,
} from '../../../../../main/services/analysis/device/spectralDevices.ts';

const plan: SpectralPlan = {
  fftSize: 64,
  hopLength: 16,
  window: makeWindow('hann', 64),
  framesPerRun: 8,
  result: { kind: 'complex' },
};
const samples = probeSignal(samplesPerRun(plan));
const { signal } = new AbortController();

interface FakeDevice {
  readonly secPerRun?: number; // on the fake clock
  readonly answer?: (samples: Float32Array) => Float32Array;
  readonly hasCard?: boolean;
}

/** A machine whose processor takes 10 ms of the fake clock for a frame, with one device. */
function machine(
  { secPerRun = 0.01, answer = (x) => runPlanOnCpu(plan, x), hasCard = true }: FakeDevice,
  path: string | null = null,
) {
  const fallbacks: string[] = [];
  const calls = { open: 0, run: 0, close: 0 };
  let clockMs = 0;
  let isDeviceTimed = false;
  const deps: SpectralDevicesDeps = {
    inference: {
      'inference.status': () => Promise.resolve({ providers: ['cpu', 'glow'], version: '1', loaded: [] }),
      'spectra.open': () => {
        calls.open++;
        return Promise.resolve({ taskId: 't' });
      },
      'spectra.run': ({ samples: given }) => {
        calls.run++;
        clockMs += 1000 * secPerRun;
        isDeviceTimed = true;
        return Promise.resolve({ values: answer(given) });
      },
      'spectra.close': () => {
        calls.close++;
        return Promise.resolve(null);
      },
    },
    hasCard: () => hasCard,
    speeds: (version) => openDeviceSpeeds(path, version),
    onFallback: (reason) => fallbacks.push(reason),
    now: () => {
      if (!isDeviceTimed) clockMs += 10 * plan.framesPerRun; // what passes between two looks is the processor's run
      return clockMs;
    },
  };
  const open = (policy: DevicePolicy, nFrames: number) =>
    createSpectralDevices(deps).open({ policy, plan, nFrames }, signal);
  return { open, calls, fallbacks };
}

describe('spectral devices', () => {
  it('leaves short signals on the processor without asking the device', async () => {
    const { open, calls } = machine({});
    expect(await open('auto', 40)).toBeNull();
    expect(calls).toEqual({ open: 0, run: 0, close: 0 });
  });

  it('takes the device for long signals when it is faster, the processor when it is not', async () => {
    const fast = machine({ secPerRun: 0.001 });
    const opened = await fast.open('auto', 1e6);
    expect(opened?.provider).toBe('glow');
    expect(await opened?.run(samples, signal)).toEqual(runPlanOnCpu(plan, samples));
    expect(fast.calls.close).toBe(1); // of the measurement
    const slow = machine({ secPerRun: 10 });
    expect(await slow.open('auto', 1e6)).toBeNull();
    expect(slow.fallbacks).toEqual([]); // a choice, not a failure
  });

  it('does not wake up drivers where there is no card, unless one is insisted on', async () => {
    const { open, calls } = machine({ hasCard: false });
    expect(await open('auto', 1e6)).toBeNull();
    expect(calls.open).toBe(0);
    expect((await open('gpu', 1e6))?.provider).toBe('glow');
  });

  it('measures once per machine', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'speeds-')), 'speeds.json');
    const first = machine({ secPerRun: 10 }, path);
    await first.open('auto', 1e6);
    expect(first.calls.run).toBe(2);
    const second = machine({ secPerRun: 10 }, path);
    expect(await second.open('auto', 1e6)).toBeNull();
    expect(second.calls.run).toBe(0);
  });

  it('refuses a device that does not agree with the processor, and says so when it was asked for', async () => {
    const wrong = machine({ answer: (x) => runPlanOnCpu(plan, x).map((v, i) => (i === 3 ? v + 0.01 : v)) });
    expect(await wrong.open('gpu', 40)).toBeNull();
    expect(wrong.fallbacks.join()).toMatch(/glow: differs from the processor by \d/);
    const broken = machine({ answer: (x) => runPlanOnCpu(plan, x).fill(Number.NaN) });
    expect(await broken.open('auto', 1e6)).toBeNull();
  });

  it('says once that a device failed half-way, and leaves the rest to the processor', async () => {
    let runs = 0;
    const fails = machine({
      answer: (x) => {
        if (++runs > 3) throw new EngineError('E_PROVIDER', 'device lost');
        return runPlanOnCpu(plan, x);
      },
    });
    const opened = await fails.open('gpu', 40);
    expect(await opened?.run(samples, signal)).toEqual(runPlanOnCpu(plan, samples));
    for (let i = 0; i < 3; i++) expect(await opened?.run(samples, signal)).toBeNull();
    expect(fails.fallbacks).toEqual(['glow failed (device lost)']);
  });

  it('passes a cancellation on instead of computing', async () => {
    let isCancelled = false;
    const cancelled = machine({
      answer: (x) => {
        if (isCancelled) throw new EngineError('E_ABORTED', 'cancelled');
        return runPlanOnCpu(plan, x);
      },
    });
    const opened = await cancelled.open('gpu', 40);
    isCancelled = true;
    await expect(opened?.run(samples, signal)).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect(cancelled.fallbacks).toEqual([]);
  });
});
