/** Kill −9 at random moments of a recording: every frame and marker that was acknowledged is in the file, and it goes on. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readTake } from '../../main/services/recording/readTake.ts';
import { takeAsWav } from '../../main/services/recording/takeAsWav.ts';
import { TakeWriter } from '../../main/services/recording/takeWriter.ts';
import { temporaryFolder } from '../unit/store/projectFixture.ts';
import { chunk, valueAt } from '../unit/services/recording/takes.ts';

const kills = Math.ceil(Number(process.env['PHONOSCOPE_KILLS'] ?? 12) / 3);
const recorder = new URL('./killedRecorder.ts', import.meta.url).pathname;

/** @returns frames that were acknowledged before it died */
async function killAfter(path: string, delayMs: number): Promise<number> {
  const child = spawn(process.execPath, [recorder, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let timer: NodeJS.Timeout | undefined;
  child.stdout.on('data', (piece: Buffer) => {
    output += piece.toString('latin1');
    timer ??= setTimeout(() => child.kill('SIGKILL'), delayMs);
  });
  const signal = await new Promise<string | null>((resolve) => {
    child.once('close', (_code, killedBy) => {
      resolve(killedBy);
    });
  });
  expect(signal).toBe('SIGKILL');
  const complete = output.slice(0, output.lastIndexOf('\n')).split('\n');
  return Number(complete.at(-1));
}

it(
  `a recording that is killed loses nothing acknowledged, ${kills} times`,
  { timeout: 20_000 + kills * 5_000 },
  async () => {
    for (let round = 0; round < kills; round++) {
      const path = join(temporaryFolder(), 'a.take');
      const acknowledged = await killAfter(path, Math.random() * 300);
      const take = await readTake(path);
      expect(take.nFrames).toBeGreaterThanOrEqual(acknowledged);
      expect(take.lostFrames).toBe(0);
      const wav = await takeAsWav(path, take);
      const bytes = Buffer.from(await wav.read((wav.size ?? 0) - acknowledged * 8, 8));
      await wav.close();
      const frame = take.nFrames - acknowledged;
      expect([bytes.readFloatLE(0), bytes.readFloatLE(4)]).toEqual([valueAt(frame, 0), valueAt(frame, 1)]);
      const blockFrames = take.header.sampleRateHz / 10;
      expect(take.marks.length).toBeGreaterThanOrEqual(acknowledged / blockFrames);

      const writer = await TakeWriter.reopen(path); // as the next host does
      await writer.append(chunk(take.nFrames, blockFrames));
      await writer.close();
      expect(await readTake(path)).toMatchObject({
        ...{ nFrames: take.nFrames + blockFrames, lostFrames: 0, marks: take.marks, unreadBytes: 0 },
      });
    }
  },
);
