/** A disk that fills up during an export: none of its files is there, the one of that name stays, and it can be tried again. */
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ExportRequest } from '../../preload/contract/exports.ts';
import { createSoundEncoders } from '../../main/services/export/createSoundEncoders.ts';
import { exportSound, type ExportPlace } from '../../main/services/export/exportSound.ts';
import { prepareExport } from '../../main/services/export/prepareExport.ts';
import { findFfmpeg } from '../../main/services/audio/findFfmpeg.ts';
import { openAudioStudio, wavBytes } from '../harness/audioStudio.ts';
import { exportRequest, intervalsOf } from '../harness/exportRequests.ts';
import { insertTier, insertTierItems } from '../fixtures/projects/tierEdits.ts';
import { mountSmallDisk } from './smallDisk.ts';

const diskBytes = 1 << 20;
const { folder: disk, isMounted, remove } = mountSmallDisk(diskBytes);
const studio = openAudioStudio();
const sampleRateHz = 16_000;
const hasFfmpeg = (await findFfmpeg()) !== null;
afterAll(async () => {
  await studio.close();
  remove();
});

const tone = Float32Array.from(
  { length: 60 * sampleRateHz },
  (_, n) => 0.5 * Math.sin(0.05 * n + Math.sin(0.0007 * n)),
);
await studio.importBytes('long.wav', wavBytes([tone], { sampleRateHz, format: 's16' }));
const { documentId } = studio.store.documents()[0]!;
const tierId = insertTier(studio.store, documentId, { name: 'parts', kind: 'interval' });
insertTierItems(
  studio.store,
  tierId,
  [0, 1, 2, 3].map((i) => ({ startSample: i * 160_000, endSample: (i + 1) * 160_000, label: `part ${i}` })),
);

const request = (change: Partial<ExportRequest> = {}) =>
  exportRequest(documentId, {
    format: { kind: 'wav', width: '16', dither: 'none' },
    nameTemplate: '{label}',
    ...change,
  });
const deps = { store: studio.store, audio: studio.audio, encoders: createSoundEncoders({}), appVersion: '1' };
const run = (asked: ExportRequest, place: ExportPlace) => exportSound(deps, prepareExport(deps, asked), place, {});

describe.skipIf(!isMounted)('a full disk', () => {
  it('leaves the file that was to be replaced, and nothing else', async () => {
    const path = join(disk, 'kept.wav');
    writeFileSync(path, 'before');
    const full = run(request({ replaces: true }), { folder: disk, fileName: 'kept.wav' });
    await expect(full).rejects.toMatchObject({ code: 'E_DISK_FULL' });
    expect(readdirSync(disk)).toEqual(['kept.wav']);
    expect(readFileSync(path, 'utf8')).toBe('before');
    rmSync(path);
  });

  it('leaves no part of a data set, not even the files that had fitted', async () => {
    const content = intervalsOf(tierId, { table: 'jsonl', hasTextGrids: true });
    await expect(run(request({ content }), { folder: disk, fileName: null })).rejects.toMatchObject({
      code: 'E_DISK_FULL',
    });
    expect(readdirSync(disk)).toEqual([]);
    await run(request({ content, sampleRateHz: 4000 }), { folder: disk, fileName: null }); // which fits
    expect(readdirSync(disk)).toHaveLength(9);
    for (const name of readdirSync(disk)) rmSync(join(disk, name));
  });

  it.skipIf(!hasFfmpeg)('ends ffmpeg, and what it wrote goes', async () => {
    writeFileSync(join(disk, 'filler'), Buffer.alloc(diskBytes - 131_072));
    const format = { kind: 'mp3' as const, kbps: 320 };
    const full = run(request({ format }), { folder: disk, fileName: 'a.mp3' });
    await expect(full).rejects.toMatchObject({ code: expect.stringMatching(/E_DISK_FULL|E_CODEC/) as string });
    expect(readdirSync(disk)).toEqual(['filler']);
    expect(existsSync(join(disk, 'a.mp3'))).toBe(false);
  });
});
