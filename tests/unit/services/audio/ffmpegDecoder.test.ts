import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeAacConfig } from '../../../../main/engine/audio/aacConfig.ts';
import { parseAdtsHeader } from '../../../../main/engine/audio/adts.ts';
import { bufferSource } from '../../../../main/engine/audio/bufferSource.ts';
import { openAudio } from '../../../../main/engine/audio/openAudio.ts';
import { createFfmpegDecoder, findFfmpegDecoder } from '../../../../main/services/audio/ffmpegDecoder.ts';
import { lagOf, readFixture, readSpeech, references, signalToErrorDb } from '../../engine/audio/compressedFixtures.ts';
import { decodeAll } from '../../engine/audio/decodeAll.ts';

const installed = await findFfmpegDecoder();

const runningChildren = () => process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap').length;

test('an empty or relative search path finds nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'no-ffmpeg-'));
  expect(await findFfmpegDecoder('')).toBeNull();
  expect(await findFfmpegDecoder(['.', 'bin', folder].join(delimiter))).toBeNull();
  await rm(folder, { recursive: true });
});

test('a program that is not there is E_CODEC', async () => {
  const platformDecoder = createFfmpegDecoder(join(tmpdir(), 'no-such-program'));
  await expect(decodeAll(readFixture('m4a-aac.m4a'), { platformDecoder })).rejects.toMatchObject({ code: 'E_CODEC' });
});

test.runIf(process.platform !== 'win32')('a program that decodes nothing is E_FORMAT', async () => {
  const platformDecoder = createFfmpegDecoder('/bin/false');
  await expect(decodeAll(readFixture('m4a-aac.m4a'), { platformDecoder })).rejects.toMatchObject({ code: 'E_FORMAT' });
});

test.runIf(process.platform !== 'win32')('cancelling the opening ends a program that says nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'silent-ffmpeg-'));
  const program = join(folder, 'ffmpeg');
  await writeFile(program, '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 });
  const aborter = new AbortController();
  const source = bufferSource('a.aac', readFixture('adts-aac.aac'));
  const opening = openAudio(source, { platformDecoder: createFfmpegDecoder(program), signal: aborter.signal });
  await expect.poll(runningChildren).toBe(1);
  aborter.abort();
  await expect(opening).rejects.toMatchObject({ code: 'E_ABORTED' });
  await expect.poll(runningChildren).toBe(0);
  await rm(folder, { recursive: true });
});

describe.runIf(installed !== null)('with the ffmpeg of this machine', () => {
  const options = { platformDecoder: installed ?? undefined };

  test('M4A lies sample for sample where the speech lay', async () => {
    const speech = await readSpeech();
    const { channels, info } = await decodeAll(readFixture('m4a-aac.m4a'), options);
    expect(info).toMatchObject({ codec: 'AAC-LC', sampleRateHz: 16_000, nSamples: 12_800, warnings: [] });
    expect(lagOf(speech, channels[0]!, 1)).toBe(0);
    expect(signalToErrorDb(speech, channels[0]!)).toBeGreaterThan(10);
    const { probeStep, files } = references;
    files['m4a-aac.m4a']!.probes.forEach(([value], i) => {
      const ours = channels[0]![i * probeStep];
      if (ours !== undefined) expect(Math.abs(ours - value!)).toBeLessThan(1e-4); // versions of ffmpeg differ in rounding
    });
  });

  test('leaving in the middle ends the process', async () => {
    const file = readFixture('adts-aac.aac');
    const { headerBytes, frameBytes } = parseAdtsHeader(file)!;
    const packet = { data: file.slice(headerBytes, frameBytes), timestampSec: 0, durationSec: 0.064 };
    async function* endless() {
      for (;;) yield await Promise.resolve(packet);
    }
    const config = { codec: 'mp4a.40.2', sampleRateHz: 16_000, channels: 1, description: writeAacConfig(2, 8, 1) };
    for await (const block of installed!.decodePackets(config, endless())) {
      expect(block.nSamples).toBeGreaterThan(0);
      expect(runningChildren()).toBe(1);
      break;
    }
    await expect.poll(runningChildren).toBe(0);
  });

  test('cancelling ends with E_ABORTED', async () => {
    const decoder = await openAudio(bufferSource('a.aac', readFixture('adts-aac.aac')), options);
    const blocks = decoder.blocks({ signal: AbortSignal.abort() })[Symbol.asyncIterator]();
    await expect(blocks.next()).rejects.toMatchObject({ code: 'E_ABORTED' });
    await decoder.close();
  });
});
