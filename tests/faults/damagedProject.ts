/** A project of every kind of page, closed, and what is in it. */
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import type { ProjectStore } from '../../main/store/projectStore.ts';
import { blockSamples } from '../../main/store/projectStore.ts';
import { insertTier, insertTierItems } from '../fixtures/projects/tierEdits.ts';
import { addRecording, newStore } from '../unit/store/projectFixture.ts';

/** Two recordings, tiers with many words, clips cut into pieces, edits, generations, and pages that are free. */
export function makeProject(): string {
  const store = newStore();
  const first = addRecording(store, 'first.wav');
  const second = addRecording(store, 'second.wav');
  const gone = addRecording(store, 'removed.wav');
  for (const { documentId, trackId } of [first, second]) {
    const tierId = insertTier(store, documentId, { name: 'words', kind: 'interval' });
    const words = Array.from({ length: 600 }, (_, i) => ({
      startSample: i * 100,
      endSample: i * 100 + 60,
      label: `word ${i}`,
    }));
    insertTierItems(store, tierId, words);
    for (let at = 500; at < 40_000; at += 500)
      store.editDocument(documentId, { title: 'Split', command: { kind: 'sound.split', atSample: at } }, (state) => ({
        ...state,
        tracks: state.tracks.map((track) => {
          if (track.trackId !== trackId) return track;
          const last = track.clips.at(-1)!;
          const head = { ...last, clipId: `${last.clipId.slice(0, 8)}-${at}`, lengthSamples: at - last.startSample };
          const tail = {
            ...last,
            startSample: at,
            lengthSamples: last.lengthSamples - head.lengthSamples,
            assetOffsetSamples: last.assetOffsetSamples + head.lengthSamples,
          };
          return { ...track, clips: [...track.clips.slice(0, -1), head, tail] };
        }),
      }));
  }
  store.removeDocument(gone.documentId);
  store.setViewState({ zoom: 2 });
  store.close();
  return store.filePath;
}

/** Of every document: its words and the hash of every block of its recording. */
export function contentOf(store: ProjectStore) {
  const byName = [...store.documents()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return byName.map((document) => ({
    name: document.name,
    clips: document.tracks.map(({ clips }) => clips.map((c) => [c.startSample, c.lengthSamples, c.assetOffsetSamples])),
    words: document.tiers.map(({ tierId }) =>
      store.tierItems(tierId).map((i) => [i.startSample, i.endSample, i.label]),
    ),
    sound: [...new Set(document.tracks.flatMap(({ clips }) => clips.map(({ assetId }) => assetId)))].map((assetId) => {
      const asset = store.assets().find((candidate) => candidate.assetId === assetId)!;
      return Array.from({ length: Math.ceil(asset.nSamples / blockSamples) }, (_, index) =>
        createHash('sha256')
          .update(store.readBlock(assetId, 0, index).bytes)
          .digest('hex'),
      );
    }),
  }));
}

export const hashOfFile = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
