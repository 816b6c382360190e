import { statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { purgeHistory, purgePlan } from '../../../../main/services/edits/purgeHistory.ts';
import { editProject, renderTracks } from './editProject.ts';

const context = { signal: new AbortController().signal };
const nSamples = 60_000;

/** The second track is removed: its sound is there for undo alone. */
function edited() {
  const project = editProject(nSamples);
  const { edits, documentId, trackIds } = project;
  edits.apply(documentId, { kind: 'sound.reverse', trackIds: [trackIds[0]!], startSample: 0, endSample: 50 });
  const copy = (track: number) =>
    edits.handlers['edits.copy']({ documentId, trackIds: [trackIds[track]!], startSample: 10, endSample: 20 }, context);
  return {
    ...project,
    copy,
    removeTrack: () => edits.apply(documentId, { kind: 'track.remove', trackId: trackIds[1]! }),
  };
}

it('names what goes, and afterwards the file is smaller and nothing can be undone', async () => {
  const { store, edits, documentId, events, removeTrack, ...project } = edited();
  removeTrack();
  expect(purgePlan(store, edits)).toEqual({
    bytes: nSamples * 4,
    nEdits: 2,
    titles: ['Remove track "numbers -1"', 'Reverse 0.006 s'],
    isClipboardEmptied: false,
  });
  const sound = renderTracks({ ...project, store, documentId });
  events.length = 0;
  const { freedBytes } = await purgeHistory(store, edits, {});
  expect(freedBytes).toBeGreaterThan(nSamples * 4 * 0.9);
  expect(statSync(store.filePath).size).toBe(store.sizes().fileBytes);
  expect(events).toEqual([{ kind: 'edits.changed', documentId, undo: null, redo: null }]);
  expect(renderTracks({ ...project, store, documentId })).toEqual(sound);
  expect(purgePlan(store, edits)).toMatchObject({ bytes: 0, nEdits: 0, titles: [] });
  expect(store.check()).toEqual([]);
});

it('empties a clipboard whose sound goes, and keeps one whose sound stays', async () => {
  const { store, edits, documentId, trackIds, copy, removeTrack } = edited();
  await copy(1);
  removeTrack();
  expect(purgePlan(store, edits).isClipboardEmptied).toBe(true);
  await purgeHistory(store, edits, {});
  expect(edits.handlers['edits.clipboard']({}, context)).toBeNull();

  await copy(0);
  await purgeHistory(store, edits, {});
  expect(edits.handlers['edits.clipboard']({}, context)).toMatchObject({ lengthSamples: 10 });
  const pasted = edits.apply(documentId, {
    ...{ kind: 'sound.paste', atSample: 0, mode: 'insert', ripple: 'track' },
    trackIds: [trackIds[0]!],
  });
  expect(pasted.editId).not.toBeNull();
  expect(store.check()).toEqual([]);
});
