/** A disk that fills up under a recording: what waits is kept in memory, told, and written when there is room again. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { openAudioStudio } from '../harness/audioStudio.ts';
import { record, valueAt } from '../harness/recordingStage.ts';
import { fillUp, mountSmallDisk } from './smallDisk.ts';

const disk = mountSmallDisk(2 ** 20);
afterAll(() => {
  disk.remove();
});

describe.skipIf(!disk.isMounted)('a disk that fills up under a recording', () => {
  it('loses nothing where room is made, and keeps what is on it where none is', { timeout: 20_000 }, async () => {
    const studio = openAudioStudio(); // the project has a disk of its own
    const place = { studio, folder: disk.folder };
    const filler = join(disk.folder, 'filler');
    for (const hasRoomAgain of [true, false]) {
      writeFileSync(filler, Buffer.alloc(2 ** 19));
      const take = await record(place);
      take.engine.connect(take.host.for(take.takeId));
      take.capture(75);
      await expect.poll(() => take.report().waitingSec).toBe(0);
      const onDisk = take.captured;
      const rest = join(disk.folder, 'rest');
      fillUp(rest);
      take.capture(750);
      await expect.poll(() => take.report().problem?.code).toBe('E_DISK_FULL');
      expect(take.report().waitingSec).toBeGreaterThan(1.9);
      if (hasRoomAgain) for (const path of [filler, rest]) rmSync(path);
      take.engine.stop();
      const ticks = setInterval(() => {
        take.engine.take();
      }, 40);
      const { sound, unsentSec } = await take.kept(10_000);
      clearInterval(ticks);
      if (hasRoomAgain) expect([sound.length, unsentSec]).toEqual([take.captured, 0]);
      else {
        expect(sound.length).toBeGreaterThanOrEqual(onDisk);
        expect(sound.length + Math.round(unsentSec * 48_000)).toBe(take.captured);
      }
      expect(sound.every((value, n) => value === valueAt(n))).toBe(true);
      for (const path of [filler, rest]) rmSync(path, { force: true });
      await sleep(0);
    }
    await studio.close();
  });
});
