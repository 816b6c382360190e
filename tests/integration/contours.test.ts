import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  defaultFormantParams,
  defaultIntensityParams,
  defaultPitchParams,
} from '../../preload/contract/contourFormat.ts';
import type { ContourRequest } from '../../preload/contract/contours.ts';
import { measureFormants } from '../../main/engine/dsp/formants/formants.ts';
import { measureIntensity } from '../../main/engine/dsp/intensity/intensity.ts';
import { pitchCurveOf } from '../../main/engine/dsp/pitch/pitchCurve.ts';
import { pitchHz } from '../../main/engine/dsp/pitch/pitchTrack.ts';
import { trackPitch } from '../../main/engine/dsp/pitch/trackPitch.ts';
import { findPulses } from '../../main/engine/dsp/voice/pulses.ts';
import { createAnalysisThreads } from '../../main/services/contours/analysisThreads.ts';
import { createContourLibrary } from '../../main/services/contours/contourLibrary.ts';
import { createContoursService } from '../../main/services/contours/createContoursService.ts';
import { analysisWorkerUrl, notAborted, openAudioStudio, wavBytes, type AudioStudio } from '../harness/audioStudio.ts';
import { glideSamples } from '../harness/voiceSounds.ts';

const jfkPath = new URL('../fixtures/jfk.wav', import.meta.url).pathname;
const sampleRateHz = 16_000;

describe.each([
  ['in a worker thread', analysisWorkerUrl],
  ['on this thread', undefined],
])('contours %s', (_, workerUrl) => {
  let studio: AudioStudio;
  let speech: string;
  let threads: ReturnType<typeof createAnalysisThreads>;
  let service: ReturnType<typeof createContoursService>;

  beforeAll(async () => {
    studio = openAudioStudio();
    threads = createAnalysisThreads({ workerUrl, nThreads: 1 });
    const library = createContourLibrary(threads, studio.jobs);
    const describeSource = () => ({ title: 'speech', edits: [] });
    service = createContoursService({ library, audio: studio.audio, describe: describeSource });
    speech = (await studio.importFile(jfkPath)).sourceId;
  });
  afterAll(async () => {
    await threads.close();
    await studio.close();
  });

  const sound = () => studio.audio.channel(studio.audio.source(speech), 0);
  const address = () => ({ sourceId: speech, channel: 0 });
  const pitch: ContourRequest = { kind: 'pitch', params: defaultPitchParams('raw-ac') };
  const formants = { kind: 'formants', params: defaultFormantParams, dynamicRangeDb: 0 } as const;
  const intensity: ContourRequest = { kind: 'intensity', params: defaultIntensityParams };
  const analyse = (contour: ContourRequest) => service['contours.analyse']({ ...address(), contour }, notAborted);
  const tile = (contour: ContourRequest, level: number, index: number) =>
    service['contours.tile']({ ...address(), contour, level, index }, notAborted);

  it('are the engine’s of the whole recording, frame by frame', async () => {
    const track = trackPitch(sound(), sampleRateHz);
    expect(await analyse(pitch)).toMatchObject({ nFrames: track.nFrames, timeStepSec: 0.01, nSeries: 1, revision: '' });
    for (const index of [0, 1]) {
      const { middle, nColumns } = await tile(pitch, 0, index);
      expect(nColumns).toBe(Math.min(1024, track.nFrames - index * 1024));
      for (let c = 0; c < nColumns; c++) expect(middle[c]).toBe(pitchHz(track, index * 1024 + c) ?? NaN);
    }
    const table = measureFormants(sound(), { sampleRateHz });
    const { middle, nColumns } = await tile(formants, 0, 1);
    for (let f = 0; f < 5; f++)
      for (let c = 0; c < nColumns; c++) expect(middle[f * nColumns + c]).toBe(table.hz[(1024 + c) * 5 + f]);
    const levels = measureIntensity(sound(), { sampleRateHz });
    const loud = await tile({ ...formants, dynamicRangeDb: 30 }, 0, 1);
    const kept = [...loud.middle].filter((hz) => !Number.isNaN(hz));
    expect(kept.length).toBeGreaterThan(500);
    expect(kept.length).toBeLessThan([...middle].filter((hz) => !Number.isNaN(hz)).length * 0.9);
    expect([...(await tile(intensity, 0, 0)).low]).toEqual([...levels.db.subarray(0, 1024)]);
  });

  it('zoomed out a column is the least, the median and the greatest of its frames', async () => {
    const fine = await tile(pitch, 0, 0);
    const { low, middle, high } = await tile(pitch, 4, 0);
    for (let c = 0; c < 64; c++) {
      const values = [...fine.middle.subarray(c * 16, (c + 1) * 16)].filter((v) => !Number.isNaN(v));
      if (values.length === 0) expect([low[c], middle[c], high[c]]).toEqual([NaN, NaN, NaN]);
      else {
        expect([low[c], high[c]]).toEqual([Math.min(...values), Math.max(...values)]);
        const atMost = values.filter((v) => v <= middle[c]!).length;
        expect(atMost).toBeGreaterThanOrEqual(values.length / 2);
      }
    }
  });

  it('pulses are the engine’s, those of the range asked for, and of no more than 20 s', async () => {
    const params = defaultPitchParams('raw-ac');
    const range = { startSample: 16_000, endSample: 48_000 };
    const { timesSec } = await service['contours.pulses']({ ...address(), pitch: params, ...range }, notAborted);
    const all = findPulses(sound(), sampleRateHz, trackPitch(sound(), sampleRateHz));
    expect([...timesSec]).toEqual([...all.filter((t) => t >= 1 && t < 3)]);
    expect(timesSec.length).toBeGreaterThan(20);
    const long = { startSample: 0, endSample: 400_000 };
    await expect(
      service['contours.pulses']({ ...address(), pitch: params, ...long }, notAborted),
    ).rejects.toMatchObject({ code: 'E_PARAM' });
  });

  it('a melody is the pulses and voiced frames of a span, from its beginning on, and of no more than 600 s', async () => {
    const span = { startSample: 48_000, endSample: 96_000 };
    const asked = { ...address(), pitch: defaultPitchParams('raw-ac') };
    const melody = await service['contours.melody']({ ...asked, ...span }, notAborted);
    const track = trackPitch(sound(), sampleRateHz);
    const pulses = findPulses(sound(), sampleRateHz, track).filter((t) => t >= 3 && t <= 6);
    expect([...melody.pulsesSec]).toEqual([...pulses].map((t) => t - 3));
    const { timesSec, values } = pitchCurveOf(track);
    const within = [...timesSec.keys()].filter((i) => timesSec[i]! >= 3 && timesSec[i]! <= 6);
    expect([...melody.timesSec]).toEqual(within.map((i) => timesSec[i]! - 3));
    expect([...melody.hz]).toEqual(within.map((i) => values[i]));
    expect(melody.timeStepSec).toBe(track.timeStepSec);
    expect(within.length).toBeGreaterThan(90);
    for (const endSample of [48_000, 48_000 + 600 * sampleRateHz + 1]) {
      const refused = service['contours.melody']({ ...asked, startSample: 48_000, endSample }, notAborted);
      await expect(refused).rejects.toMatchObject({ code: 'E_PARAM' });
    }
  });

  it('a reading at a moment and over a stretch is that of the curve', async () => {
    const glide = glideSamples({ fromHz: 120, toHz: 240 }, { sampleRateHz, durationSec: 2 });
    const { sourceId } = await studio.importBytes('glide.wav', wavBytes([glide], { sampleRateHz }));
    const read = (startSample: number, endSample: number) =>
      service['contours.read'](
        {
          sourceId,
          channel: 0,
          pitch: defaultPitchParams('raw-ac'),
          formants: null,
          intensity: defaultIntensityParams,
          startSample,
          endSample,
        },
        notAborted,
      );
    expect((await read(16_000, 16_000)).pitchHz).toBeCloseTo(180, 0);
    const mean = await read(8_000, 24_000);
    expect(mean.pitchHz).toBeCloseTo(180, 0);
    expect(mean.formantHz).toEqual([]);
    expect(mean.intensityDb).toBeGreaterThan(70);
  });

  it('one that was cancelled says so, and the next is served', async () => {
    const aborter = new AbortController();
    const contour: ContourRequest = { kind: 'pitch', params: { ...defaultPitchParams('raw-cc'), floorHz: 61 } };
    const cancelled = service['contours.analyse']({ ...address(), contour }, { signal: aborter.signal });
    aborter.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect(await analyse({ kind: 'pitch', params: { ...defaultPitchParams('raw-ac'), floorHz: 80 } })).toMatchObject({
      nSeries: 1,
    });
  });

  it('a parameter that the engine refuses is told with its rule', async () => {
    const contour: ContourRequest = { kind: 'pitch', params: { ...defaultPitchParams('raw-ac'), ceilingHz: 50 } };
    await expect(analyse(contour)).rejects.toMatchObject({
      code: 'E_PARAM',
      message: expect.stringContaining('ceilingHz'),
    });
  });
});

it('a long recording is analysed as a job with its parameters', async () => {
  const studio = openAudioStudio();
  const threads = createAnalysisThreads({ workerUrl: analysisWorkerUrl, nThreads: 1 });
  const library = createContourLibrary(threads, studio.jobs);
  const long = glideSamples({ fromHz: 100, toHz: 200 }, { sampleRateHz: 8_000, durationSec: 61 }, 3);
  const { sourceId } = await studio.importBytes('long.wav', wavBytes([long], { sampleRateHz: 8_000 }));
  const service = createContoursService({
    library,
    audio: studio.audio,
    describe: () => ({ title: 'long.wav', edits: [] }),
  });
  const contour: ContourRequest = { kind: 'pitch', params: defaultPitchParams('raw-ac') };
  await service['contours.analyse']({ sourceId, channel: 0, contour }, notAborted);
  expect(studio.jobs.list().find(({ kind }) => kind === 'contour')).toMatchObject({
    title: 'Pitch of long.wav',
    state: 'done',
    parameters: { method: 'raw-ac', floorHz: 75 },
  });
  await threads.close();
  await studio.close();
});
