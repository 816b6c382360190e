import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createFfmpegEncoders } from '../../../../main/services/export/ffmpegEncoders.ts';
import { temporaryFolder } from '../../store/projectFixture.ts';

it.skipIf(process.platform === 'win32')('an ffmpeg that is installed after it was missed is found', async () => {
  const folder = temporaryFolder();
  const find = createFfmpegEncoders(folder);
  expect(await find('mp3')).toContain('none is on PATH');
  const path = join(folder, 'ffmpeg');
  writeFileSync(path, '#!/bin/sh\necho "ffmpeg version 9.9 test"\necho " A....D libmp3lame  MP3"\n');
  chmodSync(path, 0o755);
  expect(await find('mp3')).toMatchObject({ name: expect.stringContaining('9.9') });
});
