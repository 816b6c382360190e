/**
 * A process to be killed. It changes a project without end and says on stdout what the store has acknowledged, one
 * line an action; the test kills it at a random moment and asks the file for everything that was said.
 * usage: killedWriter.ts PROJECT FOLDER
 */
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { createProjectStore } from '../../main/store/createProjectStore.ts';
import { openProjectStore } from '../../main/store/openProjectStore.ts';
import type { ProjectStore } from '../../main/store/projectStore.ts';
import { insertTier, insertTierItems } from '../fixtures/projects/tierEdits.ts';

const [projectPath = '', folder = ''] = process.argv.slice(2);
const blockBytes = 131_072;

/** Written straight to the pipe: a buffered line would die with the process. */
const acknowledge = (entry: object) => writeSync(1, `${JSON.stringify(entry)}\n`);

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

/** @param isBulk as a long import writes */
function importRecording(store: ProjectStore, name: string, documentId: string, isBulk: boolean): void {
  const endBulk = isBulk ? store.beginBulk() : () => undefined;
  const assetId = store.insertAsset({
    name,
    container: 'WAV',
    codec: 'PCM s16le',
    sampleFormat: 's16',
    bitsPerSample: 16,
    sampleRateHz: 44_100,
    channels: 1,
    expectedSamples: null,
  });
  acknowledge({ kind: 'asset', assetId, name });
  const trackId = store.insertTrack(documentId, { name, channels: 1 });
  const clipId = store.insertClip(trackId, { assetId, startSample: 0, lengthSamples: 0, assetOffsetSamples: 0 });
  const nBlocks = 8;
  for (let index = 0; index < nBlocks; index++) {
    const bytes = block(name, index);
    store.appendBlocks(assetId, [bytes]);
    acknowledge({ kind: 'block', assetId, index, hash: createHash('sha256').update(bytes.bytes).digest('hex') });
  }
  store.setClipLength(clipId, (nBlocks * blockBytes) / 2);
  store.finishAsset(assetId, { nSamples: (nBlocks * blockBytes) / 2, warnings: [] });
  acknowledge({ kind: 'finished', assetId });
  endBulk();
}

/** Cuts, moves back and forth in the history, and now and then lets go of it. */
function editDocument(store: ProjectStore, documentId: string, round: number): void {
  for (let i = 0; i < 6; i++) {
    const made = store.editDocument(documentId, { title: `Move ${i}`, command: { round, i } }, (state) => ({
      ...state,
      tracks: state.tracks.map((track) => ({
        ...track,
        gain: (round + 1) / (i + 2),
        clips: track.clips.map((clip) => ({ ...clip, startSample: clip.startSample + 1 })),
      })),
    }));
    acknowledge({ kind: 'edit', documentId, editId: made?.editId, title: `Move ${i}` });
  }
  for (const step of ['undo', 'undo', 'redo', 'undo'] as const) {
    store[step](documentId);
    acknowledge({ kind: 'head', documentId, headId: store.editHistory(documentId).headId });
  }
  if (round % 3 === 2) {
    acknowledge({ kind: 'purging' });
    store.purgeHistory();
    acknowledge({ kind: 'purged' });
  }
}

async function work(): Promise<never> {
  let store = createProjectStore(projectPath, { appVersion: '0.1.0' });
  acknowledge({ kind: 'created', projectId: store.projectId });
  const documentId = store.insertDocument({ name: 'document', sampleRateHz: 44_100 });
  const tierId = insertTier(store, documentId, { name: 'words', kind: 'interval' });
  for (let round = 0; ; round++) {
    importRecording(store, `recording ${round}`, documentId, round % 3 !== 1);
    for (let i = 0; i < 5; i++) {
      const label = `word ${round}.${i}`;
      const [itemId] = insertTierItems(store, tierId, [{ startSample: i * 10, endSample: i * 10 + 5, label }]);
      acknowledge({ kind: 'item', tierId, itemId, label });
    }
    editDocument(store, documentId, round);
    store.setViewState({ round });
    acknowledge({ kind: 'view', round });
    if (round % 2 === 0) {
      const path = join(folder, `copy-${round}.phono`);
      acknowledge({ kind: 'saving', path });
      if (round % 4 === 0) await store.saveCopy(path);
      else {
        await store.moveTo(path);
        acknowledge({ kind: 'moved', path });
      }
    } else {
      store.flush();
      const path = store.filePath;
      store.close();
      acknowledge({ kind: 'closed' });
      store = openProjectStore(path);
    }
  }
}

await work();
