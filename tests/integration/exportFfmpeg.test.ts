/** Formats that an ffmpeg on PATH encodes: found, asked, ended, or said to be missing. */
import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportRequest } from '../../preload/contract/exports.ts';
import { findFfmpegDecoder } from '../../main/services/audio/ffmpegDecoder.ts';
import { findFfmpeg } from '../../main/services/audio/findFfmpeg.ts';
import { notAborted, openAudioStudio, wavBytes, type AudioStudio } from '../harness/audioStudio.ts';
import { exportRequest } from '../harness/exportRequests.ts';
import { toneSamples } from '../harness/testSounds.ts';
import { decodeAll } from '../unit/engine/audio/decodeAll.ts';
import { exportStage, newFolder } from './exportStage.ts';

const hasFfmpeg = (await findFfmpeg()) !== null;
const sampleRateHz = 48_000;
let studio: AudioStudio;
let documentId: string;
const request = (change: Partial<ExportRequest>) => exportRequest(documentId, change);

beforeAll(async () => {
  studio = openAudioStudio();
  const tone = (frequencyHz: number) => toneSamples({ frequencyHz, levelDb: -6 }, { sampleRateHz, durationSec: 2 });
  await studio.importBytes('pair.wav', wavBytes([tone(440), tone(660)], { sampleRateHz }));
  documentId = studio.store.documents()[0]!.documentId;
});
afterAll(() => studio.close());

describe('formats of the system’s ffmpeg', () => {
  const mp3 = { kind: 'mp3' as const, kbps: 128 };

  /** A program of our own in its place: Node with a script. */
  function fakeFfmpeg(script: string): string {
    const folder = newFolder(studio);
    writeFileSync(join(folder, 'script.mjs'), script);
    writeFileSync(join(folder, 'ffmpeg'), `#!/bin/sh\nexec "${process.execPath}" "${folder}/script.mjs" "$@"\n`);
    chmodSync(join(folder, 'ffmpeg'), 0o755);
    return folder;
  }
  const listing = `if (process.argv.includes('-version')) { console.log('ffmpeg version 9.9 test'); process.exit(); }
    if (process.argv.includes('-encoders')) { console.log(' A....D libmp3lame  MP3'); process.exit(); }`;

  it('without one it is said what is needed', async () => {
    const path = join(newFolder(studio), 'a.mp3');
    await expect(exportStage(studio, '/nowhere').run(request({ format: mp3 }), path)).rejects.toThrow(
      'MP3 cannot be encoded here: it needs ffmpeg, and none is on PATH',
    );
    const formats = await exportStage(studio, '/nowhere').service['exports.formats']({}, notAborted);
    expect(formats.map(({ isAvailable }) => isAvailable)).toEqual([true, true, false, false, false]);
  });

  it.skipIf(process.platform === 'win32')('one that lacks an encoder is named', async () => {
    const folder = fakeFfmpeg(listing);
    const formats = await exportStage(studio, folder).service['exports.formats']({}, notAborted);
    expect(formats.find(({ format }) => format === 'mp3')).toEqual({
      format: 'mp3',
      isAvailable: true,
      by: `ffmpeg 9.9 (${folder}/ffmpeg)`,
    });
    expect(formats.find(({ format }) => format === 'aac')!.by).toBe(
      `the ffmpeg at ${folder}/ffmpeg was built without aac`,
    );
  });

  it.skipIf(process.platform === 'win32')(
    'gets arguments as they are, no shell between; what it says is told; nothing is left',
    async () => {
      const searchPath = fakeFfmpeg(`${listing}
      import { writeFileSync } from 'node:fs';
      const path = process.argv.at(-1).replace('file:', '');
      writeFileSync(path, 'half');
      process.stdin.resume().on('end', () => { console.error(JSON.stringify(process.argv.slice(2))); process.exit(3); });`);
      const folder = newFolder(studio);
      const title = '$(touch owned) `x` "; rm';
      const metadata = { title, artist: '', date: '', comment: '' };
      const failing = exportStage(studio, searchPath).run(request({ format: mp3, metadata }), join(folder, 'a.mp3'));
      await expect(failing).rejects.toThrow(/ended with 3/);
      await expect(failing).rejects.toThrow(JSON.stringify(`title=${title}`));
      expect(readdirSync(folder)).toEqual([]);
      expect(existsSync('owned')).toBe(false);
    },
  );

  it.skipIf(process.platform === 'win32')(
    'one that is slow is waited for without a listener more each time',
    async () => {
      const searchPath = fakeFfmpeg(`${listing}
      import { writeFileSync } from 'node:fs';
      let bytes = 0;
      process.stdin.on('data', (piece) => { bytes += piece.length; }).on('end', () => {
        writeFileSync(process.argv.at(-1).replace('file:', ''), String(bytes));
      });`);
      const warnings: string[] = [];
      const keep = ({ name }: Error) => warnings.push(name);
      process.on('warning', keep);
      const path = join(newFolder(studio), 'a.mp3');
      const tone = toneSamples({ frequencyHz: 440, levelDb: -6 }, { sampleRateHz, durationSec: 28 });
      await studio.importBytes('long.wav', wavBytes([tone], { sampleRateHz }));
      const long = studio.store.documents().at(-1)!.documentId;
      await exportStage(studio, searchPath).run(exportRequest(long, { format: mp3 }), path);
      process.off('warning', keep);
      expect(Number(readFileSync(path, 'utf8'))).toBe(4 * tone.length);
      expect(tone.length).toBeGreaterThan(20 * 65_536); // more pieces than listeners may be
      expect(warnings).toEqual([]);
    },
  );

  it.skipIf(!hasFfmpeg).each([
    ['mp3', 'a.mp3', 48_000],
    ['aac', 'a.m4a', 48_000],
    ['opus', 'a.opus', 48_000],
  ] as const)('%s: as long as the sound to the sample, tagged', async (kind, name, rate) => {
    const path = join(newFolder(studio), name);
    const metadata = { title: 'Tïtle', artist: '', date: '', comment: '' };
    const result = await exportStage(studio).run(request({ format: { kind, kbps: 128 }, metadata }), path);
    const bytes = readFileSync(path);
    expect(result.bytes).toBe(bytes.length);
    expect(bytes.includes('Tïtle')).toBe(true);
    const platformDecoder = (await findFfmpegDecoder())!; // for AAC
    const { info } = await decodeAll(new Uint8Array(bytes), { platformDecoder });
    expect(info).toMatchObject({ channels: 2, sampleRateHz: rate, nSamples: 96_000 });
  });
});
