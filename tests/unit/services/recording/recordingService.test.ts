import { mkdirSync, readdirSync, rmdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEditsService } from '../../../../main/services/edits/createEditsService.ts';
import { createRecordingService } from '../../../../main/services/recording/createRecordingService.ts';
import { TakeWriter } from '../../../../main/services/recording/takeWriter.ts';
import { notAborted, openAudioStudio, type AudioStudio } from '../../../harness/audioStudio.ts';
import { temporaryFolder } from '../../store/projectFixture.ts';
import { chunk, valueAt } from './takes.ts';

const format = { name: 'Interview', sampleRateHz: 48_000, channels: 2, device: 'Desk microphone' };
let studio: AudioStudio;
let folder: string;

beforeEach(() => {
  studio = openAudioStudio();
  folder = join(temporaryFolder(), 'recordings');
});
afterEach(async () => {
  await studio.close();
});

function service(
  fails: { readonly code: string } | null = null,
  jobs: Pick<AudioStudio['jobs'], 'settled'> = studio.jobs,
) {
  const { audio } = studio;
  const importSound = (sound: Parameters<typeof audio.startImport>[0]) =>
    fails === null ? Promise.resolve(audio.startImport(sound)) : Promise.reject(Object.assign(new Error('no'), fails));
  const store = () => studio.store;
  const edits = createEditsService({ store, emit: () => undefined, noteChange: () => undefined });
  return { ...createRecordingService({ folder, jobs, importSound, store, edits }), edits: edits.handlers };
}

/** Records half a second of known sound. */
async function record({ handlers }: Pick<ReturnType<typeof service>, 'handlers'>): Promise<string> {
  const { takeId } = await handlers['recording.start'](format, notAborted);
  for (let i = 0; i < 5; i++) {
    const { nFrames } = await handlers['recording.append']({ takeId, ...chunk(i * 4800, 4800, i * 100) }, notAborted);
    expect(nFrames).toBe((i + 1) * 4800);
  }
  return takeId;
}

const files = () => readdirSync(folder);

describe('recording', () => {
  it('what was recorded is in the project when it stops, bit for bit, and its own file goes', async () => {
    const { handlers } = service();
    const takeId = await record({ handlers });
    expect(files()).toEqual([`${takeId}.take`]);
    expect(await handlers['recording.unfinished']({ recordingTakeId: takeId }, notAborted)).toEqual([]);
    const { jobId } = await handlers['recording.stop']({ takeId }, notAborted);
    expect((await studio.jobs.settled(jobId!)).state).toBe('done');
    await expect.poll(files).toEqual([]);
    const [asset] = studio.store.assets();
    expect(asset).toMatchObject({
      ...{ name: 'Interview', container: 'recording', sampleFormat: 'f32' },
      nSamples: 24_000,
    });
    const samples = studio.audio.readChannel(studio.lastSourceId(), 1, 0, 24_000);
    expect(samples.every((value, n) => value === valueAt(n, 1))).toBe(true);
    expect(asset?.warnings).toEqual([]);
  });

  it('one that was cut short is found, described and recovered', async () => {
    const cut = service();
    const takeId = await record(cut);
    await cut.close();
    truncateSync(join(folder, `${takeId}.take`), 100_000);
    const { handlers } = service();
    const [take, ...others] = await handlers['recording.unfinished']({ recordingTakeId: null }, notAborted);
    expect(others).toEqual([]);
    expect(take).toMatchObject({ takeId, name: 'Interview', nFrames: 9600, lostFrames: 0, problem: null });
    const { jobId } = await handlers['recording.recover']({ takeId }, notAborted);
    expect((await studio.jobs.settled(jobId!)).state).toBe('done');
    await expect.poll(files).toEqual([]);
    expect(studio.store.assets()[0]?.nSamples).toBe(9600);
  });

  it('stays where it is while it cannot be put into a project', async () => {
    const failing = service({ code: 'E_DISK_FULL' });
    const takeId = await record(failing);
    await expect(failing.handlers['recording.stop']({ takeId }, notAborted)).rejects.toMatchObject({
      code: 'E_DISK_FULL',
    });
    expect(files()).toEqual([`${takeId}.take`]);
    expect(await failing.handlers['recording.unfinished']({ recordingTakeId: null }, notAborted)).toHaveLength(1);
    await failing.handlers['recording.discard']({ takeId }, notAborted);
    expect(files()).toEqual([]);
  });

  it('of nothing leaves nothing; one that is damaged at its start is named with why', async () => {
    const { handlers } = service();
    const { takeId } = await handlers['recording.start'](format, notAborted);
    expect(await handlers['recording.stop']({ takeId }, notAborted)).toEqual({ jobId: null, warnings: [] });
    expect(files()).toEqual([]);
    writeFileSync(join(folder, 'broken.take'), 'PHONTAKE and nothing more');
    const [take] = await handlers['recording.unfinished']({ recordingTakeId: null }, notAborted);
    expect(take?.problem).toContain('header is damaged');
  });

  it('bug: was thrown away when a page asked for unfinished takes before its first sound had come', async () => {
    const { handlers } = service();
    const gate = Promise.withResolvers<undefined>();
    const create = TakeWriter.create.bind(TakeWriter);
    const slow = vi.spyOn(TakeWriter, 'create').mockImplementation(async (...given) => {
      const writer = await create(...given);
      await gate.promise;
      return writer;
    });
    const start = handlers['recording.start'](format, notAborted);
    await expect.poll(() => files().length).toBe(1);
    const askUnknowing = () => handlers['recording.unfinished']({ recordingTakeId: null }, notAborted);
    expect(await askUnknowing()).toEqual([]);
    gate.resolve(undefined);
    const { takeId } = await start;
    slow.mockRestore();
    expect(await askUnknowing()).toEqual([]);
    expect(files()).toEqual([`${takeId}.take`]);
    await handlers['recording.append']({ takeId, ...chunk(0, 4800) }, notAborted);
    expect(await askUnknowing()).toMatchObject([{ takeId, nFrames: 4800 }]); // its page has lost it
  });

  it('bug: could be neither kept nor thrown away once its file had refused to go', async () => {
    let path = '';
    const takeAway = async (jobId: string) => {
      const settled = await studio.jobs.settled(jobId);
      rmSync(path);
      mkdirSync(path); // a folder does not go as a file does
      return settled;
    };
    const { handlers } = service(null, { settled: takeAway });
    const takeId = await record({ handlers });
    path = join(folder, `${takeId}.take`);
    const { jobId } = await handlers['recording.stop']({ takeId }, notAborted);
    expect((await studio.jobs.settled(jobId!)).state).toBe('done');
    await expect.poll(() => statSync(path).isDirectory()).toBe(true);
    rmdirSync(path);
    writeFileSync(path, '');
    await handlers['recording.discard']({ takeId }, notAborted);
    expect(files()).toEqual([]);
  });

  it('what is not being recorded, or not unfinished, is refused', async () => {
    const running = service();
    const takeId = await record(running);
    const { handlers } = running;
    const refusals = [
      handlers['recording.append']({ takeId: 'other', ...chunk(0, 1) }, notAborted),
      handlers['recording.stop']({ takeId: 'other' }, notAborted),
      Promise.resolve().then(() => handlers['recording.recover']({ takeId }, notAborted)),
      Promise.resolve().then(() => handlers['recording.discard']({ takeId }, notAborted)),
      Promise.resolve().then(() => handlers['recording.discard']({ takeId: '..' }, notAborted)),
    ];
    for (const refusal of refusals) await expect(refusal).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    await running.close();
  });
});
