/** From the audio thread's ring to the project, over real takes: the host is lost in the middle, and not a sample is. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAudioStudio, type AudioStudio } from '../harness/audioStudio.ts';
import { newHost, quantum, record, valueAt } from '../harness/recordingStage.ts';
import { temporaryFolder } from '../unit/store/projectFixture.ts';

let studio: AudioStudio;
let folder: string;

beforeEach(() => {
  studio = openAudioStudio();
  folder = join(temporaryFolder(), 'recordings');
});
afterEach(async () => {
  await studio.close();
});

const settle = () => new Promise((resolve) => setTimeout(resolve, 30));

describe('a recording whose host is lost', () => {
  it('loses no sample: what was not acknowledged is sent to the next', async () => {
    for (const after of [1, 7, 20]) {
      const take = await record({ studio, folder });
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
      engine.connect(newHost({ studio, folder }).for(takeId));
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
    const take = await record({ studio, folder });
    take.capture(40);
    take.engine.connect(take.host.for(take.takeId));
    take.host.kill();
    take.engine.stop();
    await settle();
    take.engine.connect(null);
    take.engine.connect(newHost({ studio, folder }).for(take.takeId));
    expect((await take.kept()).sound).toHaveLength(40 * quantum);
  });

  it('bug: was told as nothing recorded where the lost host had kept it and died before it could say so', async () => {
    const take = await record({ studio, folder });
    take.capture(40);
    const first = take.host.for(take.takeId);
    const kept = Promise.withResolvers<string | null>();
    take.engine.connect({
      ...first,
      stop: async () => {
        kept.resolve((await first.stop()).jobId);
        return new Promise(() => undefined);
      },
    });
    await settle();
    take.engine.stop();
    expect((await studio.jobs.settled((await kept.promise)!)).state).toBe('done');
    await expect.poll(() => readdirSync(folder)).toEqual([]);
    take.host.kill();
    take.engine.connect(null);
    take.engine.connect(newHost({ studio, folder }).for(take.takeId));
    await expect.poll(() => take.told.at(-1)?.kind).toBe('keptUnheard');
  });
});

describe('what a recording tells', () => {
  it('sound that found no room is missing at its place, is silent, and named', async () => {
    const take = await record({ studio, folder });
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
    const isGap = (n: number) => n >= gap && n < gap + 5 * quantum;
    expect(sound.findIndex((value, n) => value !== (isGap(n) ? 0 : valueAt(n)))).toBe(-1);
    expect(warnings).toEqual([
      expect.stringMatching(/^640 samples were lost .*: silent, at 2\.757–2\.771 s of the take$/),
    ]);
  });

  it('a punch-in is full at its length, and says so once', async () => {
    const take = await record({ studio, folder }, { maxFrames: 1000 });
    take.engine.connect(take.host.for(take.takeId));
    for (let i = 0; i < 4; i++) take.capture(5);
    expect(take.told.filter(({ kind }) => kind === 'full')).toHaveLength(1);
    take.engine.stop();
    expect((await take.kept()).sound).toHaveLength(1000);
  });

  it('levels, markers and the envelope, also before it begins', async () => {
    const take = await record({ studio, folder });
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
