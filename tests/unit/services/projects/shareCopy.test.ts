import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shareCopy } from '../../../../main/services/projects/shareCopy.ts';
import { openProjectStore } from '../../../../main/store/openProjectStore.ts';
import { editProject, renderTracks } from '../edits/editProject.ts';
import { temporaryFolder } from '../../store/projectFixture.ts';

/** The secret is samples 100 … 199 of the first track; the second track is gone altogether. */
function edited() {
  const project = editProject();
  const { edits, documentId, trackIds } = project;
  edits.apply(documentId, { kind: 'tier.add', name: 'words', tierKind: 'interval' });
  edits.apply(documentId, {
    kind: 'sound.delete',
    trackIds: [trackIds[0]!],
    startSample: 100,
    endSample: 200,
    ripple: 'track',
  });
  edits.apply(documentId, { kind: 'sound.reverse', trackIds: [trackIds[0]!], startSample: 0, endSample: 50 });
  edits.apply(documentId, { kind: 'track.remove', trackId: trackIds[1]! });
  return project;
}

const floatBytes = (value: number) => Buffer.from(Float32Array.of(value).buffer);

describe('a copy to give away', () => {
  it('sounds the same and holds no sample and no edit that cannot be heard or seen', async () => {
    const project = edited();
    const folder = temporaryFolder();
    const target = join(folder, 'shared.phono');
    await shareCopy(project.store, target, { appVersion: '0.1.0' });
    expect(readdirSync(folder)).toEqual(['shared.phono']);
    const bytes = readFileSync(target);
    for (const n of [100, 137, 199]) expect(bytes.includes(floatBytes((n + 1) * 1e-6))).toBe(false);
    expect(bytes.includes(floatBytes(-5e-6))).toBe(false);
    expect(bytes.includes(floatBytes(51e-6))).toBe(true);
    expect(bytes.includes('sound.delete')).toBe(false);

    const store = openProjectStore(target);
    const [document] = store.documents();
    expect(renderTracks({ store, documentId: document!.documentId })).toEqual(renderTracks(project));
    expect(document!.tiers.map(({ name }) => name)).toEqual(['words']);
    expect(store.editHistory(document!.documentId).edits).toEqual([]);
    expect(store.check()).toEqual([]);
    store.close();
  });

  it('never replaces a file, and leaves nothing when it is cancelled', async () => {
    const { store } = edited();
    const folder = temporaryFolder();
    const target = join(folder, 'shared.phono');
    const cancelled = new AbortController();
    cancelled.abort();
    const work = { appVersion: '0.1.0', signal: cancelled.signal };
    await expect(shareCopy(store, target, work)).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect(readdirSync(folder)).toEqual([]);
    await shareCopy(store, target, { appVersion: '0.1.0' });
    await expect(shareCopy(store, target, { appVersion: '0.1.0' })).rejects.toMatchObject({ code: 'E_PARAM' });
  });
});

describe('what is kept for undo', () => {
  it('is counted, and gone after purging, with the edits', () => {
    const project = edited();
    const { store, documentId } = project;
    const sound = renderTracks(project);
    expect(store.undoBytes()).toBe(400 * 4);
    store.purgeHistory();
    expect(store.undoBytes()).toBe(0);
    expect(store.assets()).toHaveLength(1);
    store.flush();
    const bytes = readFileSync(store.filePath);
    expect(bytes.includes(floatBytes(-5e-6))).toBe(false);
    expect(bytes.includes('sound.reverse')).toBe(false);
    expect(store.undo(documentId)).toBeNull();
    expect(renderTracks(project)).toEqual(sound);
    expect(store.check()).toEqual([]);
    project.edits.apply(documentId, { kind: 'track.rename', trackId: project.trackIds[0]!, name: 'x' });
    expect(store.undo(documentId)?.title).toBe('Rename track to "x"');
  });
});
