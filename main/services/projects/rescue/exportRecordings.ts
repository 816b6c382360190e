import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import type { ByteSink } from '../../../engine/audio/byteSink.ts';
import { createWavWriter } from '../../../engine/audio/wavWriter.ts';
import { throwIfAborted } from '../../../engine/core/errors.ts';
import type { WorkOptions } from '../../../engine/core/progress.ts';
import { openProjectStore } from '../../../store/openProjectStore.ts';
import type { AssetRow, ProjectStore } from '../../../store/projectStore.ts';
import { storeError } from '../../../store/sqliteErrors.ts';
import { createAssetSamples } from '../../audio/assetSamples.ts';
import { storedEncoding } from '../../audio/blockEncoding.ts';
import { createTimeSlice } from '../../audio/timeSlice.ts';

const pieceSamples = 65_536;

/** "interview.wav", "interview 2.wav": what is there already is never replaced. */
function freeName(folder: string, name: string): string {
  const plain =
    name
      .replace(/\.[A-Za-z0-9]{2,5}$/, '')
      .replace(/[/\\:*?"<>|\p{Cc}]/gu, '_')
      .replace(/^\.+/, '_') || 'recording';
  let path = join(folder, `${plain}.wav`);
  for (let n = 2; existsSync(path); n++) path = join(folder, `${plain} ${n}.wav`);
  return path;
}

/** The samples that the project holds, as they are: no rate change, no dither. */
async function writeRecording(
  store: ProjectStore,
  asset: AssetRow,
  path: string,
  { signal }: WorkOptions,
): Promise<void> {
  const part = `${path}.part`;
  const file = await open(part, 'w');
  const yieldIfDue = createTimeSlice();
  try {
    const sink: ByteSink = {
      write: async (bytes) => {
        await file.writeFile(bytes);
      },
      writeAt: null,
    };
    const samples = createAssetSamples();
    const channels = Array.from({ length: asset.channels }, (_, c) => samples.channel(store, asset, c));
    const { nSamples } = asset;
    const format = storedEncoding[asset.sampleFormat];
    const writer = await createWavWriter(sink, { ...asset, format, nSamples });
    for (let at = 0; at < nSamples; at += pieceSamples) {
      throwIfAborted(signal);
      const count = Math.min(pieceSamples, nSamples - at);
      await writer.write({ channels: channels.map((channel) => channel.read(at, count).slice()), nSamples: count });
      await yieldIfDue();
    }
    await writer.finish();
    await file.sync();
    await file.close();
    await rename(part, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(part, { force: true });
    throw storeError(error, path);
  }
}

/** @throws EngineError E_ABORTED, E_DISK_FULL, E_PERMISSION, E_IO: the recordings before are written */
export async function exportRecordings(
  project: string,
  folder: string,
  work: WorkOptions,
): Promise<{ readonly files: number }> {
  const store = openProjectStore(project, { readOnly: true });
  try {
    const assets = store.assets();
    for (const [done, asset] of assets.entries()) {
      work.onProgress?.({ done, total: assets.length, unit: 'recordings' });
      await writeRecording(store, asset, freeName(folder, asset.name), work);
    }
    return { files: assets.length };
  } finally {
    store.close();
  }
}
