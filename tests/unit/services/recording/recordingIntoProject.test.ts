/** A take that belongs somewhere: one edit, at the right sample, whatever its rate; and one whose host was lost. */
import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TakePlace } from '../../../../preload/contract/recording.ts';
import { createEditsService } from '../../../../main/services/edits/createEditsService.ts';
import { sourceIdOf } from '../../../../main/services/projects/sourceId.ts';
import { createRecordingService } from '../../../../main/services/recording/createRecordingService.ts';
import { notAborted, openAudioStudio, wavBytes, type AudioStudio } from '../../../harness/audioStudio.ts';
import { temporaryFolder } from '../../store/projectFixture.ts';
import { chunk, valueAt } from './takes.ts';

const sampleRateHz = 48_000;
let studio: AudioStudio;
let folder: string;

beforeEach(async () => {
  studio = openAudioStudio();
  folder = join(temporaryFolder(), 'recordings');
  const tone = Float32Array.from({ length: sampleRateHz }, (_, n) => 0.25 * Math.sin(n / 10));
  await studio.importBytes('tone.wav', wavBytes([tone, tone], { sampleRateHz }));
});
afterEach(async () => {
  await studio.close();
});

function service() {
  const { jobs, audio } = studio;
  const store = () => studio.store;
  const edits = createEditsService({ store, emit: () => undefined, noteChange: () => undefined });
  const importSound = (sound: Parameters<typeof audio.startImport>[0]) => Promise.resolve(audio.startImport(sound));
  const recording = createRecordingService({ folder, jobs, importSound, store, edits });
  return { ...recording, edits: edits.handlers };
}

const document = () => studio.store.documents()[0]!;
const trackId = () => document().tracks[0]!.trackId;
const sound = (track = document().tracks[0]!, channel = 0, count = sampleRateHz) =>
  studio.audio.readChannel(sourceIdOf(document(), track), channel, 0, count);

type Service = ReturnType<typeof service>;

async function start({ handlers }: Service, place: TakePlace | null, rate = sampleRateHz): Promise<string> {
  const format = { name: 'Take 1', sampleRateHz: rate, channels: 2, device: 'Desk microphone', place };
  return (await handlers['recording.start'](format, notAborted)).takeId;
}

async function append({ handlers }: Service, takeId: string, from: number, blocks: number): Promise<void> {
  for (let i = from; i < from + blocks; i++)
    await handlers['recording.append']({ takeId, ...chunk(i * 4800, 4800, i * 100) }, notAborted);
}

async function stop({ handlers }: Service, takeId: string): Promise<readonly string[]> {
  const { jobId, warnings } = await handlers['recording.stop']({ takeId }, notAborted);
  expect(await studio.jobs.settled(jobId!)).toMatchObject({ state: 'done', error: null });
  await expect.poll(() => readdirSync(folder)).toEqual([]);
  return warnings;
}

describe('a take in its place', () => {
  it('punched in, it replaces exactly the span, and one undo takes it back', async () => {
    const before = sound();
    const running = service();
    const documentId = document().documentId;
    const span = { startSample: 10_000, endSample: 22_345 };
    const takeId = await start(running, { documentId, trackId: trackId(), ...span });
    await append(running, takeId, 0, 3);
    await stop(running, takeId);
    const after = sound();
    const fade = 240; // 5 ms either side of a join
    for (let n = 0; n < after.length; n++) {
      const isJoin = [span.startSample, span.endSample].some((at) => n >= at - fade && n < at + fade);
      if (isJoin) continue;
      const isTake = n >= span.startSample && n < span.endSample;
      expect(after[n]).toBe(isTake ? valueAt(n - span.startSample, 0) : before[n]);
    }
    const { undo } = await running.edits['edits.next']({ documentId }, notAborted);
    expect(undo?.title).toBe('Record 0.257 s into "tone.wav"');
    await running.edits['edits.undo']({ documentId }, notAborted);
    expect(sound()).toEqual(before);
    expect((await running.edits['edits.next']({ documentId }, notAborted)).undo).toBeNull();
    await running.edits['edits.redo']({ documentId }, notAborted);
    expect(sound()).toEqual(after);
  });

  it('makes a track of its own beside what is there, with its markers', async () => {
    const running = service();
    const { documentId } = document();
    const takeId = await start(running, { documentId, trackId: null, startSample: 5000, endSample: null });
    await append(running, takeId, 0, 1);
    await running.handlers['recording.mark']({ takeId, frame: 7000 }, notAborted);
    await running.handlers['recording.mark']({ takeId, frame: 1200 }, notAborted);
    await append(running, takeId, 1, 1);
    await stop(running, takeId);
    expect(document().tracks.map(({ name }) => name)).toEqual(['tone.wav', 'Take 1']);
    const added = document().tracks[1]!;
    expect(added.clips).toMatchObject([{ startSample: 5000, lengthSamples: 9600, fadeIn: null, fadeOut: null }]);
    expect(sound(added, 1, 5001)[5000]).toBe(valueAt(0, 1));
    const markers = studio.store.documentState(documentId).tiers;
    expect(markers).toMatchObject([{ name: 'Markers', kind: 'point' }]);
    expect(markers[0]?.items.map(({ startSample, label }) => [startSample, label])).toEqual([
      [6200, '1'],
      [12_000, '2'],
    ]);
    await running.edits['edits.undo']({ documentId }, notAborted);
    expect(document().tracks).toHaveLength(1);
    expect(document().tiers).toEqual([]);
  });

  it('at another rate is kept as it was delivered and played on the document’s clock', async () => {
    const running = service();
    const { documentId } = document();
    const place = { documentId, trackId: null, startSample: 0, endSample: null };
    const takeId = await start(running, place, 44_100);
    for (let i = 0; i < 4; i++)
      await running.handlers['recording.append']({ takeId, ...chunk(i * 4410, 4410, i * 100) }, notAborted);
    await running.handlers['recording.mark']({ takeId, frame: 4410 }, notAborted);
    await stop(running, takeId);
    expect(document().tracks[1]!.clips).toMatchObject([{ lengthSamples: 19_200 }]);
    expect(studio.store.assets().at(-1)).toMatchObject({ sampleRateHz: 44_100, nSamples: 17_640, channels: 2 });
    expect(studio.store.documentState(documentId).tiers[0]?.items).toMatchObject([{ startSample: 4800 }]);
  });

  it('is a recording of its own where its document or track is gone', async () => {
    const running = service();
    const { documentId } = document();
    const takeId = await start(running, { documentId, trackId: 'gone', startSample: 0, endSample: null });
    await append(running, takeId, 0, 1);
    await running.handlers['recording.mark']({ takeId, frame: 100 }, notAborted);
    await stop(running, takeId);
    expect(studio.store.documents()).toHaveLength(2);
    const whole = studio.store.documents()[1]!;
    expect(whole).toMatchObject({ name: 'Take 1', sampleRateHz, tracks: [{ clips: [{ lengthSamples: 4800 }] }] });
    expect(whole.tiers).toMatchObject([{ name: 'Markers', nItems: 1 }]);
  });

  it('says where it was overloaded and where samples are missing', async () => {
    const running = service();
    const takeId = await start(running, null);
    await append(running, takeId, 0, 1);
    const loud = chunk(4800, 4800);
    loud.channels[0]![17] = -1;
    await running.handlers['recording.append']({ takeId, ...loud }, notAborted);
    await append(running, takeId, 4, 1);
    expect(await stop(running, takeId)).toEqual([
      '9600 samples were lost while it was recorded or damaged since: silent, at 0.200–0.400 s of the take',
      'the input was overloaded: 1 sample reaches full scale, at 0.100–0.200 s of the take',
    ]);
    expect(studio.store.documents()[1]?.tracks[0]?.clips[0]?.lengthSamples).toBe(24_000); // time stays right
  });
});

describe('a take whose host was lost', () => {
  it('goes on behind the last whole block, and keeps place and markers', async () => {
    const first = service();
    const { documentId } = document();
    const takeId = await start(first, { documentId, trackId: null, startSample: 100, endSample: null });
    await append(first, takeId, 0, 2);
    await first.handlers['recording.mark']({ takeId, frame: 50 }, notAborted);
    await append(first, takeId, 2, 1);
    await first.close();
    truncateSync(join(folder, `${takeId}.take`), 4800 * 8 * 2 + 9000); // the third block is cut
    const second = service();
    const unfinished = (recordingTakeId: string | null) =>
      second.handlers['recording.unfinished']({ recordingTakeId }, notAborted);
    expect(await unfinished(takeId)).toEqual([]); // its page goes on with it
    expect(await unfinished(null)).toHaveLength(1);
    expect(await second.handlers['recording.resume']({ takeId }, notAborted)).toEqual({ nFrames: 9600 });
    await append(second, takeId, 2, 2);
    expect(await stop(second, takeId)).toEqual([]);
    expect(document().tracks[1]?.clips).toMatchObject([{ startSample: 100, lengthSamples: 19_200 }]);
    const whole = sound(document().tracks[1], 0, 100 + 19_200).subarray(100);
    expect(whole.every((value, n) => value === valueAt(n, 0))).toBe(true);
    expect(studio.store.documentState(documentId).tiers[0]?.items).toMatchObject([{ startSample: 150 }]);
  });

  it('is told again how far a running one is, and one without a page ends', async () => {
    const running = service();
    const takeId = await start(running, null);
    await append(running, takeId, 0, 2);
    expect(await running.handlers['recording.resume']({ takeId }, notAborted)).toEqual({ nFrames: 9600 });
    const [left] = await running.handlers['recording.unfinished']({ recordingTakeId: null }, notAborted);
    expect(left).toMatchObject({ takeId, nFrames: 9600 });
    await expect(append(running, takeId, 2, 1)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  });

  it('free room on the disk is told', async () => {
    const { freeBytes } = await service().handlers['recording.space']({}, notAborted);
    expect(freeBytes).toBeGreaterThan(0);
  });
});
