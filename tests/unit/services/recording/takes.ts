/** Takes for tests: short, of a known sound, written by the writer itself. */
import { join } from 'node:path';
import type { TakeChunk, TakeHeader } from '../../../../main/services/recording/takeFormat.ts';
import { TakeWriter } from '../../../../main/services/recording/takeWriter.ts';
import { temporaryFolder } from '../../store/projectFixture.ts';

export const header: TakeHeader = {
  name: 'Interview',
  sampleRateHz: 48_000,
  channels: 2,
  device: 'Desk microphone',
  startedAt: '2026-01-02T03:04:05.678Z',
};

/** Not 0, below full scale, another in neighbouring places. */
export const valueAt = (frame: number, channel: number): number =>
  Math.fround(((frame % 499) + 1) / 1000 + channel / 7);

export function chunk(startFrame: number, nFrames: number, stampMs = 0): TakeChunk & { channels: Float32Array[] } {
  const channels = [0, 1].map((c) => Float32Array.from({ length: nFrames }, (_, n) => valueAt(startFrame + n, c)));
  return { startFrame, stampMs, channels };
}

export async function writeTake(chunks: readonly TakeChunk[]): Promise<string> {
  const path = join(temporaryFolder(), 'a.take');
  const writer = await TakeWriter.create(path, header);
  for (const one of chunks) await writer.append(one);
  await writer.close();
  return path;
}
