/** Projects in temporary folders, and blocks whose content says where they belong. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createProjectStore } from '../../../main/store/createProjectStore.ts';
import {
  blockSamples,
  type AudioBlockData,
  type NewAsset,
  type ProjectStore,
} from '../../../main/store/projectStore.ts';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'phonoscope-test-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Closed at the end of the test, if the test has not done so. */
export function newStore(path = join(temporaryFolder(), 'a.phono')): ProjectStore {
  const store = createProjectStore(path, { appVersion: '0.1.0' });
  onTestFinished(() => {
    store.close();
  });
  return store;
}

export const monoAsset: NewAsset = {
  name: 'speech.wav',
  container: 'WAV',
  codec: 'PCM s16le',
  sampleFormat: 's16',
  bitsPerSample: 16,
  sampleRateHz: 44_100,
  channels: 1,
  expectedSamples: null,
};

/** Bytes that differ by seed: a repeated hash of it. */
export function seededBytes(seed: string, length: number): Uint8Array {
  const unit = createHash('sha256').update(seed).digest();
  return Uint8Array.from({ length }, (_, i) => (unit[i % 32] ?? 0) ^ (i >> 5));
}

export function s16Block(seed: string, index: number, nSamples: number = blockSamples, channel = 0): AudioBlockData {
  return { channel, index, encoding: 's16', nSamples, bytes: seededBytes(`${seed}/${channel}/${index}`, nSamples * 2) };
}

/** A ready mono recording of two blocks, the second of 100 samples, on a track of a new document. */
export function addRecording(store: ProjectStore, name = 'speech.wav') {
  const assetId = store.insertAsset({ ...monoAsset, name });
  const nSamples = blockSamples + 100;
  store.appendBlocks(assetId, [s16Block(name, 0), s16Block(name, 1, 100)]);
  store.finishAsset(assetId, { nSamples, warnings: [] });
  const documentId = store.insertDocument({ name, sampleRateHz: 44_100 });
  const trackId = store.insertTrack(documentId, { name, channels: 1 });
  const clipId = store.insertClip(trackId, { assetId, startSample: 0, lengthSamples: nSamples, assetOffsetSamples: 0 });
  return { assetId, documentId, trackId, clipId, nSamples };
}

/** What a reader can see of a project, for comparing before and after. */
export function snapshot(store: ProjectStore) {
  const documents = store.documents();
  const items = documents.flatMap(({ tiers }) => tiers.map(({ tierId }) => [tierId, store.tierItems(tierId)] as const));
  const audio = store.assets().flatMap(({ assetId, channels, nSamples }) =>
    Array.from({ length: channels * Math.ceil(nSamples / blockSamples) }, (_, i) => {
      const block = store.readBlock(assetId, i % channels, Math.floor(i / channels));
      return [
        assetId,
        block.channel,
        block.index,
        block.encoding,
        block.nSamples,
        createHash('sha256').update(block.bytes).digest('hex'),
      ];
    }),
  );
  return { projectId: store.projectId, documents, assets: store.assets(), items, audio, viewState: store.viewState() };
}

/** Content, size and time of everything in a folder: what "left untouched" means. */
export function folderState(folder: string) {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const stat = statSync(path);
      return stat.isFile()
        ? [name, stat.size, stat.mtimeMs, createHash('sha256').update(readFileSync(path)).digest('hex')]
        : [name, 'folder'];
    });
}
