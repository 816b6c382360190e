/** From the audio thread's ring to the project, over real takes: the host is lost in the middle, and not a sample is. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WireError } from '../../preload/contract/errors.ts';
import { createEditsService } from '../../main/services/edits/createEditsService.ts';
import { createRecordingService } from '../../main/services/recording/createRecordingService.ts';
import { RecordEngine, type EngineHost } from '../../renderer/features/recording/recordEngine.ts';
import type { FromRecorder, RecordReport } from '../../renderer/features/recording/recordMessages.ts';
import { createSampleRing, ringReader, ringWriter } from '../../renderer/shared/capture/sampleRing.ts';
import { notAborted, openAudioStudio, type AudioStudio } from '../harness/audioStudio.ts';
import { temporaryFolder } from '../unit/store/projectFixture.ts';

const sampleRateHz = 48_000;
const quantum = 128;
let studio: AudioStudio;
let folder: string;

beforeEach(() => {
  studio = openAudioStudio();
  folder = join(temporaryFolder(), 'recordings');
});
afterEach(async () => {
  await studio.close();
});

/** Another process each time: nothing is shared but the folder. */
function newHost() {
  const store = () => studio.store;
  const edits = createEditsService({ store, emit: () => undefined, noteChange: () => undefined });
  const importSound = (sound: Parameters<typeof studio.audio.startImport>[0]) =>
    Promise.resolve(studio.audio.startImport(sound));
  const { handlers } = createRecordingService({ folder, jobs: studio.jobs, importSound, store, edits });
  const life = new AbortController();
  const lost = () => new WireError({ code: 'E_ENGINE_LOST', message: 'the studio process has ended', details: {} });
  /** What a dead process does is not heard of. */
  const heard = async <T>(work: () => Promise<T> | T): Promise<T> => {
    life.signal.throwIfAborted();
    const result = await work();
    life.signal.throwIfAborted();
    return result;
  };
  return {
    handlers,
    kill: () => {
      life.abort(lost());
    },
    for: (takeId: string): EngineHost => ({
      append: ({ channels, ...block }) =>
        heard(() => handlers['recording.append']({ takeId, ...block, channels: [...channels] }, notAborted)),
      mark: (frame) => heard(() => handlers['recording.mark']({ takeId, frame }, notAborted)),
      resume: () => heard(() => handlers['recording.resume']({ takeId }, notAborted)),
      stop: () => heard(() => handlers['recording.stop']({ takeId }, notAborted)),
    }),
  };
}

const valueAt = (frame: number) => Math.fround(((frame % 997) + 1) / 1000);

async function record(options: { readonly maxFrames?: number } = {}) {
  const host = newHost();
  const format = { name: 'Take 1', sampleRateHz, channels: 1, device: 'Desk microphone' };
  const { takeId } = await host.handlers['recording.start'](format, notAborted);
  const memory = createSampleRing(1, 2 * sampleRateHz);
  const write = ringWriter(memory);
  const told: FromRecorder[] = [];
  const beginning = { sampleRateHz, isWaiting: false, maxFrames: options.maxFrames ?? Infinity };
  const engine = new RecordEngine({ reader: ringReader(memory), ...beginning }, (message) => told.push(message));
  let captured = 0;
  return {
    ...{ engine, host, takeId, told },
    /** So many quanta come in; those that the ring has no room for are lost. */
    capture(quanta: number, isTaken = true) {
      for (let i = 0; i < quanta; i++, captured += quantum)
        write([Float32Array.from({ length: quantum }, (_, n) => valueAt(captured + n))], quantum, captured / 48);
      if (isTaken) engine.take();
    },
    get captured() {
      return captured;
    },
    report(): RecordReport {
      engine.report();
      const last = told.findLast((message) => message.kind === 'report');
      if (last === undefined) throw new Error('nothing was reported');
      return last.report;
    },
    async kept() {
      await expect.poll(() => told.at(-1)?.kind).toBe('kept');
      const last = told.at(-1);
      if (last?.kind !== 'kept' || last.jobId === null) throw new Error('nothing was kept');
      expect((await studio.jobs.settled(last.jobId)).state).toBe('done');
      await expect.poll(() => readdirSync(folder)).toEqual([]);
      const asset = studio.store.assets().at(-1)!;
      return { ...last, sound: studio.audio.readChannel(studio.lastSourceId(), 0, 0, asset.nSamples) };
    },
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 30));

describe('a recording whose host is lost', () => {
  it('loses no sample: what was not acknowledged is sent to the next', async () => {
    for (const after of [1, 7, 20]) {
      const take = await record();
      const { engine, takeId } = take;
      engine.connect(take.host.for(takeId));
      for (let i = 0; i < after; i++) {
        take.capture(15);
        if (i % 3 === 0) await settle();
      }
      engine.mark();
      take.capture(15);
      take.host.kill(); // with requests on their way
      engine.connect(null);
      take.capture(100);
      await settle();
      expect(take.report().waitingSec).toBeGreaterThan(0);
      engine.connect(newHost().for(takeId));
      take.capture(15);
      engine.stop();
      const { sound, warnings, unsentSec } = await take.kept();
      expect(sound).toHaveLength(take.captured);
      expect(sound.every((value, n) => value === valueAt(n))).toBe(true);
      expect([warnings, unsentSec]).toEqual([[], 0]);
      expect(studio.store.documents().at(-1)?.tiers).toMatchObject([{ name: 'Markers', nItems: 1 }]);
    }
  });

  it('is ended by the next where it was lost while it ended', async () => {
    const take = await record();
    take.capture(40);
    take.engine.connect(take.host.for(take.takeId));
    take.host.kill();
    take.engine.stop();
    await settle();
    take.engine.connect(null);
    take.engine.connect(newHost().for(take.takeId));
    expect((await take.kept()).sound).toHaveLength(40 * quantum);
  });
});

describe('what a recording tells', () => {
  it('sound that found no room is missing at its place, is silent, and named', async () => {
    const take = await record();
    take.engine.connect(take.host.for(take.takeId));
    take.capture(10);
    const room = 2 ** 17 / quantum; // of the ring
    take.capture(room + 5, false); // nobody read for too long: five quanta are lost
    take.capture(0);
    take.capture(10);
    expect(take.report().lostFrames).toBe(5 * quantum);
    take.engine.stop();
    const { sound, warnings } = await take.kept();
    expect(sound).toHaveLength(take.captured);
    const gap = (10 + room) * quantum;
    for (const [n, value] of sound.entries()) expect(value).toBe(n >= gap && n < gap + 5 * quantum ? 0 : valueAt(n));
    expect(warnings).toEqual([
      expect.stringMatching(/^640 samples were lost .*: silent, at 2\.757–2\.771 s of the take$/),
    ]);
  });

  it('a punch-in is full at its length, and says so once', async () => {
    const take = await record({ maxFrames: 1000 });
    take.engine.connect(take.host.for(take.takeId));
    for (let i = 0; i < 4; i++) take.capture(5);
    expect(take.told.filter(({ kind }) => kind === 'full')).toHaveLength(1);
    take.engine.stop();
    expect((await take.kept()).sound).toHaveLength(1000);
  });

  it('levels, markers and the envelope, also before it begins', async () => {
    const take = await record();
    take.engine.connect(take.host.for(take.takeId));
    take.capture(75);
    take.engine.mark();
    const { levels, bins, marks, nFrames, nOver } = take.report();
    expect(levels[0]?.peak).toBe(valueAt(996));
    expect(bins).toHaveLength(2 * 20);
    expect([marks, nFrames, nOver]).toEqual([[9600], 9600, 0]);
    take.engine.setPaused(true);
    take.capture(20);
    expect(take.report()).toMatchObject({ nFrames: 9600, levels: [{ peak: expect.any(Number) as number }] });
    take.engine.stop();
    expect((await take.kept()).sound).toHaveLength(9600);
  });
});
