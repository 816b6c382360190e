/** Importing and recording, as a worker does them. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError, engineErrorCodes } from '../../../main/engine/core/errors.ts';
import type { ImportedAudio } from '../../../main/services/audio/importAudio.ts';
import { newId } from '../../../main/store/rows.ts';
import { wavBytes } from '../../harness/wavBytes.ts';
import { insertTier } from '../../fixtures/projects/tierEdits.ts';
import type { Bench } from './bench.ts';
import { chunkFrames, recordedRateHz, recordedValue } from './entries.ts';

const blockBytes = 131_072;

function block(seed: string, index: number) {
  const unit = createHash('sha256').update(`${seed}/${index}`).digest();
  return {
    channel: 0,
    index,
    encoding: 's16' as const,
    nSamples: blockBytes / 2,
    bytes: Buffer.alloc(blockBytes, unit),
  };
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Blocks one by one, so that each is acknowledged. */
function importBlocks(bench: Bench, documentId: string, isBulk: boolean): void {
  const { store } = bench;
  const name = `blocks ${newId()}`;
  const endBulk = isBulk ? store.beginBulk() : () => undefined;
  try {
    const format = { container: 'WAV', codec: 'PCM s16le', sampleFormat: 's16', bitsPerSample: 16 } as const;
    const assetId = store.insertAsset({ name, ...format, sampleRateHz: 44_100, channels: 1, expectedSamples: null });
    const trackId = store.insertTrack(documentId, { name, channels: 1 });
    const clipId = store.insertClip(trackId, { assetId, startSample: 0, lengthSamples: 0, assetOffsetSamples: 0 });
    const nBlocks = 6;
    for (let index = 0; index < nBlocks; index++) {
      const one = block(name, index);
      store.appendBlocks(assetId, [one]);
      bench.say({ kind: 'block', assetId, index, hash: hashOf(one.bytes) });
    }
    const nSamples = (nBlocks * blockBytes) / 2;
    store.setClipLength(clipId, nSamples);
    const sha256 = store.finishAsset(assetId, { nSamples, warnings: [] });
    bench.say({ kind: 'asset', assetId, sha256, nSamples });
  } finally {
    endBulk();
  }
}

type Imported = Pick<ImportedAudio, 'assetId' | 'sha256' | 'nSamples'>; // as its job tells

/** The job of an import, as the window starts it. */
async function settled(bench: Bench, jobId: string): Promise<Imported> {
  const { state, error, result } = await bench.jobs.settled(jobId);
  if (state === 'done') return result as unknown as Imported;
  const code = engineErrorCodes.find((one) => one === error?.code);
  if (code === undefined) throw new Error(`the import ended ${state}: ${error?.code} ${error?.message}`);
  throw new EngineError(code, error!.message);
}

async function importFile(bench: Bench): Promise<void> {
  const path = join(bench.folder, '..', `${newId()}.wav`);
  const sampleRateHz = 16_000;
  const noise = Float32Array.from({ length: 6 * sampleRateHz }, () => bench.random.below(65_536) / 32_768 - 1);
  writeFileSync(path, wavBytes([noise, noise.toReversed()], { sampleRateHz, format: 's16' }));
  const imported = await bench.attempt('import', () => settled(bench, bench.audio.startFileImport(path)));
  if (imported === undefined) return;
  const { assetId, sha256, nSamples } = imported;
  bench.say({ kind: 'asset', assetId, sha256, nSamples });
}

export async function importSound(bench: Bench): Promise<void> {
  await importFile(bench);
  await bench.attempt('import blocks', () => {
    const documentId = bench.store.insertDocument({ name: `import ${newId()}`, sampleRateHz: 44_100 });
    importBlocks(bench, documentId, bench.random.below(2) === 0);
  });
}

const signal = new AbortController().signal;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A second and more of sound, in real time or as fast as the disk takes it, and into the project. */
export async function record(bench: Bench): Promise<void> {
  const { handlers } = bench.recording;
  const format = { name: 'Take', sampleRateHz: recordedRateHz, channels: 1, device: 'Desk microphone' };
  const isPaced = bench.random.below(3) === 0;
  const takeId = (await bench.attempt('record', () => handlers['recording.start'](format, { signal })))?.takeId;
  if (takeId === undefined) return;
  const appended: Promise<void>[] = [];
  for (let n = 0; n < 14; n++) {
    if (isPaced) await wait(100);
    const startFrame = n * chunkFrames;
    const channels = [Float32Array.from({ length: chunkFrames }, (_, i) => recordedValue(startFrame + i))];
    bench.say({ kind: 'captured', takeId, nFrames: startFrame + chunkFrames });
    const append = async (): Promise<void> => {
      const chunk = { takeId, startFrame, stampMs: Date.now(), channels };
      let done = await bench.attempt('append', () => handlers['recording.append'](chunk, { signal }));
      // As the window does: what failed is handed in again.
      done ??= await bench.attempt('append again', () => handlers['recording.append'](chunk, { signal }));
      if (done === undefined) return;
      bench.say({ kind: 'recorded', takeId, startFrame, nFrames: done.nFrames });
    };
    if (isPaced && !bench.isFaulty) appended.push(append());
    else await append();
  }
  await Promise.all(appended);
  const kept = await bench.attempt('keep', async () => {
    const { jobId } = await handlers['recording.stop']({ takeId }, { signal });
    return jobId === null ? null : settled(bench, jobId);
  });
  if (kept) bench.say({ kind: 'kept', takeId, assetId: kept.assetId });
}

/** The document that is edited: a recording, and a tier. */
export function makeDocument(bench: Bench): void {
  const { store } = bench;
  bench.documentId = store.insertDocument({ name: 'edited', sampleRateHz: 44_100 });
  importBlocks(bench, bench.documentId, false);
  insertTier(store, bench.documentId, { name: 'words', kind: 'interval' });
  store.purgeHistory();
  bench.hash = bench.currentHash();
  bench.say({ kind: 'base', documentId: bench.documentId, hash: bench.hash });
}
