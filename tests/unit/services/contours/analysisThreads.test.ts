import { afterEach, describe, expect, it } from 'vitest';
import { defaultIntensityParams, defaultPitchParams } from '../../../../preload/contract/contourFormat.ts';
import type { SampleSource } from '../../../../main/engine/dsp/sampleSource.ts';
import { soundSec, type AnalysisTask } from '../../../../main/services/contours/analysisTask.ts';
import { createAnalysisThreads, longFromSec } from '../../../../main/services/contours/analysisThreads.ts';
import { analysisWorkerUrl } from '../../../harness/audioStudio.ts';

const sampleRateHz = 8000;
const noise: SampleSource['read'] = (start, count) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin((start + i) ** 2 * 0.001) * 0.3);
const soundOf = (durationSec: number) => ({
  source: { nSamples: durationSec * sampleRateHz, read: noise },
  sampleRateHz,
});
const pitch: AnalysisTask = { name: 'pitch', params: defaultPitchParams('raw-cc') };
const intensity: AnalysisTask = { name: 'intensity', params: defaultIntensityParams };

let threads = createAnalysisThreads({ workerUrl: analysisWorkerUrl, nThreads: 2 });
afterEach(async () => {
  await threads.close();
  threads = createAnalysisThreads({ workerUrl: analysisWorkerUrl, nThreads: 2 });
});

describe('analysis threads', () => {
  it('short work does not wait for long work, however much of it there is', async () => {
    const aborter = new AbortController();
    let isShortDone = false;
    const long = [1, 2, 3].map(() =>
      threads.run(pitch, soundOf(3600), { signal: aborter.signal }).then(
        () => 'done',
        () => (isShortDone ? 'cancelled after it' : 'ended before it'),
      ),
    );
    await threads.run(intensity, soundOf(2), {});
    isShortDone = true;
    aborter.abort();
    expect(await Promise.all(long)).toEqual(Array(3).fill('cancelled after it'));
  });

  it('with one thread the short ones that wait come before the long ones that wait', async () => {
    const single = createAnalysisThreads({ workerUrl: analysisWorkerUrl, nThreads: 1 });
    const order: string[] = [];
    const run = (name: string, task: AnalysisTask, durationSec: number) =>
      single.run(task, soundOf(durationSec), {}).then(() => order.push(name));
    await Promise.all([run('first', intensity, 20), run('long', intensity, longFromSec), run('short', intensity, 2)]);
    expect(order).toEqual(['first', 'short', 'long']);
    await single.close();
  });

  it('measuring one interval of an hour is short work', () => {
    const settings = {};
    const contours = {} as never;
    const intervals = [{ label: 'a', startSec: 10, endSec: 12 }];
    const task: AnalysisTask = { name: 'measure', params: { intervals, measures: ['pitch'], settings, contours } };
    expect(soundSec(task, soundOf(3600))).toBe(2);
    expect(soundSec(pitch, soundOf(3600))).toBe(3600);
  });
});
