/** Corrections by hand from the edit to what is drawn, read and measured, and back. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  defaultFormantParams,
  defaultIntensityParams,
  defaultPitchParams,
} from '../../preload/contract/contourFormat.ts';
import type { ContourCorrection, ContourRequest } from '../../preload/contract/contours.ts';
import { pitchHz } from '../../main/engine/dsp/pitch/pitchTrack.ts';
import { trackPitch } from '../../main/engine/dsp/pitch/trackPitch.ts';
import { createAnalysisThreads } from '../../main/services/contours/analysisThreads.ts';
import { createContourLibrary } from '../../main/services/contours/contourLibrary.ts';
import { createContoursService, openContourSource } from '../../main/services/contours/createContoursService.ts';
import { describeSource } from '../../main/services/contours/describeSource.ts';
import { createEditsService } from '../../main/services/edits/createEditsService.ts';
import { createMeasuresService } from '../../main/services/measures/createMeasuresService.ts';
import { createFileRegistry } from '../../main/services/projects/fileRegistry.ts';
import { notAborted, openAudioStudio } from '../harness/audioStudio.ts';

const speechPath = new URL('../fixtures/jfk.wav', import.meta.url).pathname;
const sampleRateHz = 16_000;
const params = defaultPitchParams('raw-ac');
const pitch: ContourRequest = { kind: 'pitch', params };

const studio = openAudioStudio();
const threads = createAnalysisThreads({ workerUrl: undefined, nThreads: 1 });
const library = createContourLibrary(threads, studio.jobs);
const describeIt = (sourceId: string, channel: number) => describeSource(studio.store, sourceId, channel);
const contours = createContoursService({ library, audio: studio.audio, describe: describeIt });
const edits = createEditsService({
  store: () => studio.store,
  emit: (event) => studio.events.push(event),
  noteChange: () => undefined,
});
const measures = createMeasuresService({
  library,
  threads,
  jobs: studio.jobs,
  files: createFileRegistry(),
  store: () => studio.store,
  openSource: (address) => openContourSource({ audio: studio.audio, describe: describeIt }, address),
});

let documentId = '';
let trackId = '';
let analysed: (number | null)[] = [];

beforeAll(async () => {
  await studio.importFile(speechPath);
  const document = studio.store.documents().at(-1)!;
  documentId = document.documentId;
  trackId = document.tracks[0]!.trackId;
  const track = trackPitch(studio.audio.channel(studio.audio.source(studio.lastSourceId()), 0), sampleRateHz);
  analysed = Array.from({ length: track.nFrames }, (_, m) => pitchHz(track, m));
});
afterAll(async () => {
  await threads.close();
  await studio.close();
});

const address = () => ({ sourceId: studio.lastSourceId(), channel: 0 });
const correct = (...corrections: ContourCorrection[]) =>
  edits.apply(documentId, { kind: 'contour.correct', trackId, channel: 0, corrections });
const undo = () => studio.store.undo(documentId);
const redo = () => studio.store.redo(documentId);
const tile = () => contours['contours.tile']({ ...address(), contour: pitch, level: 0, index: 0 }, notAborted);
const nTile = 1024;
const valuesOf = ({ middle }: { middle: Float64Array }) => [...middle].map((hz) => (Number.isNaN(hz) ? null : hz));
const candidates = (startSample: number, endSample: number) =>
  contours['contours.candidates']({ ...address(), pitch: params, startSample, endSample }, notAborted);

it('what is drawn is the corrected path, marked where it differs, under a revision of its own', async () => {
  const before = await contours['contours.analyse']({ ...address(), contour: pitch }, notAborted);
  expect(before.revision).toBe('');
  expect(valuesOf(await tile())).toEqual(analysed.slice(0, nTile));
  correct({ kind: 'unvoice', startSample: 16_000, endSample: 24_000 });
  const after = await contours['contours.analyse']({ ...address(), contour: pitch }, notAborted);
  const drawn = await tile();
  expect(after.revision).toMatch(/^[0-9a-f]{16}$/);
  expect(drawn.revision).toBe(after.revision);
  const timeOf = (frame: number) => after.firstTimeSec + frame * after.timeStepSec;
  const isIn = (frame: number) => timeOf(frame) >= 1 && timeOf(frame) <= 1.5;
  expect(valuesOf(drawn)).toEqual(analysed.slice(0, nTile).map((hz, m) => (isIn(m) ? null : hz)));
  expect([...drawn.corrected]).toEqual(analysed.slice(0, nTile).map((hz, m) => (isIn(m) && hz !== null ? 1 : 0)));
  expect(drawn.corrected.includes(1)).toBe(true);
  const wide = await contours['contours.tile']({ ...address(), contour: pitch, level: 5, index: 0 }, notAborted);
  expect(wide.corrected.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(3);
  expect(wide.corrected.includes(1)).toBe(true);
  undo();
  expect(valuesOf(await tile())).toEqual(analysed.slice(0, nTile));
  redo();
  expect(await tile()).toEqual(drawn);
  edits.apply(documentId, { kind: 'contour.reset', trackId, channel: 0, which: 'pitch', span: null });
  expect((await tile()).revision).toBe('');
});

it('candidates are what the frames could be; one that is chosen is taken exactly', async () => {
  const slice = await candidates(16_000, 24_000);
  expect(slice.chosen).toHaveLength(50);
  expect(slice.first).toHaveLength(51);
  const frame = [...slice.chosen].findIndex((_, m) => slice.first[m + 1]! - slice.first[m]! > 3);
  const hz = slice.hz[slice.first[frame]! + 3]!;
  expect(hz).toBeGreaterThan(50);
  const atSample = Math.round((slice.firstTimeSec + frame * slice.timeStepSec) * sampleRateHz);
  correct({ kind: 'choose', atSample, hz });
  const now = await candidates(16_000, 24_000);
  expect(now.chosen[frame]).toBe(3);
  expect((await tile()).middle[slice.firstFrame + frame]).toBe(hz);
  undo();
  const all = await candidates(0, 176_000);
  expect(all.chosen.length).toBeLessThan(analysed.length); // as many as fit a message
  expect(8 * (2 * all.hz.length + all.chosen.length)).toBeLessThan(256 * 1024);
  expect(await candidates(10_000_000, 10_016_000)).toMatchObject({
    chosen: new Uint16Array(0),
    hz: new Float64Array(0),
  });
});

it('what a correction would change is known before it is made', async () => {
  const effect = async (...corrections: ContourCorrection[]) =>
    (await contours['contours.effect']({ ...address(), pitch: params, corrections }, notAborted)).nFrames;
  const span = { startSample: 16_000, endSample: 24_000 };
  const nVoiced = analysed.filter((hz, m) => hz !== null && m >= 98 && m <= 147).length; // those of the second half second
  expect(Math.abs((await effect({ kind: 'unvoice', ...span })) - nVoiced)).toBeLessThanOrEqual(1);
  correct({ kind: 'unvoice', ...span });
  expect(await effect({ kind: 'unvoice', ...span })).toBe(0);
  expect(await effect({ kind: 'octaveUp', ...span })).toBe(0); // unvoiced frames have no octave
  undo();
});

it('pulses follow the path, and are added, removed and moved', async () => {
  const pulses = async () => {
    const range = { startSample: 0, endSample: 48_000 };
    const { timesSec } = await contours['contours.pulses']({ ...address(), pitch: params, ...range }, notAborted);
    return [...timesSec];
  };
  const before = await pulses();
  const third = before[3]!;
  correct(
    { kind: 'removePulse', atSample: Math.round(third * sampleRateHz) },
    { kind: 'addPulse', atSample: 5, fraction: 0.5 },
  );
  expect(await pulses()).toEqual([5.5 / sampleRateHz, ...before.filter((timeSec) => timeSec !== third)]);
  expect(contours['contours.corrections'](address(), notAborted)).toEqual({ pitch: 0, pulses: 2 });
  expect((await tile()).revision).toBe(''); // the path is as it was
  undo();
  correct({ kind: 'unvoice', startSample: 0, endSample: 48_000 });
  expect((await pulses()).length).toBeLessThan(before.length / 10);
  undo();
});

it('readings, the measured selection and the voice report go by the corrected path', async () => {
  const span = { startSample: 16_000, endSample: 48_000 };
  const measure = async () => {
    const table = await measures.handlers['measures.selection'](
      {
        ...address(),
        ...span,
        pitch: params,
        formants: defaultFormantParams,
        intensity: defaultIntensityParams,
        measures: ['pitch', 'voice'],
      },
      notAborted,
    );
    const valueOf = (name: string) => table.rows[0]!.values[table.columns.findIndex((column) => column.name === name)];
    return { mean: valueOf('pitchMeanHz'), nPulses: valueOf('nPulses') };
  };
  const before = await measure();
  correct({ kind: 'unvoice', startSample: 16_000, endSample: 46_000 });
  const after = await measure();
  expect(before.mean).toBeGreaterThan(100);
  expect(after.mean).toBeNull();
  expect(Number(after.nPulses)).toBeLessThan(Number(before.nPulses) / 20);
  const reading = await contours['contours.read'](
    { ...address(), startSample: 17_000, endSample: 45_000, pitch: params, formants: null, intensity: null },
    notAborted,
  );
  expect(reading.pitchHz).toBeNull();
  undo();
  expect(await measure()).toEqual(before);
});

it('corrections stay with the sound when silence is inserted before them', async () => {
  correct({ kind: 'unvoice', startSample: 24_000, endSample: 32_000 });
  const before = [...(await tile()).corrected];
  const lengthSamples = 8000; // 50 frames
  edits.apply(documentId, {
    kind: 'sound.insertSilence',
    trackIds: [trackId],
    atSample: 8000,
    lengthSamples,
    ripple: 'document',
  });
  const moved = [...(await tile()).corrected];
  const framesOf = (corrected: number[]) => corrected.flatMap((one, m) => (one === 1 ? [m] : []));
  expect(framesOf(before).length).toBeGreaterThan(20);
  expect(framesOf(moved)).toEqual(framesOf(before).map((m) => m + 50));
  undo();
  undo();
  expect(valuesOf(await tile())).toEqual(analysed.slice(0, nTile));
});
