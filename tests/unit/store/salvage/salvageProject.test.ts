/** What salvage once got wrong; how much it brings back is measured by tests/faults. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openProjectStore } from '../../../../main/store/openProjectStore.ts';
import { projectPageBytes } from '../../../../main/store/projectFormat.ts';
import { salvageProject } from '../../../../main/store/salvage/salvageProject.ts';
import { openDatabase } from '../../../../main/store/sqlite.ts';
import { contentOf, makeProject } from '../../../faults/damagedProject.ts';
import { insertTier, insertTierItems } from '../../../fixtures/projects/tierEdits.ts';
import { addRecording, newStore, temporaryFolder } from '../projectFixture.ts';

function salvaged(path: string) {
  const target = join(temporaryFolder(), 'salvaged.phono');
  const report = salvageProject(path, target, { appVersion: '0.1.0' });
  const store = openProjectStore(target);
  expect(store.check()).toEqual([]);
  return { report, store };
}

it.each([false, true])(
  'a recording whose end is lost keeps its document, with clips that end there (reversed: %s)',
  (isReversed) => {
    const store = newStore();
    const { documentId, assetId, nSamples } = addRecording(store);
    const tierId = insertTier(store, documentId, { name: 'words', kind: 'interval' });
    insertTierItems(store, tierId, [{ startSample: 10, endSample: 20, label: 'word' }]);
    store.editDocument(documentId, { title: 'Turn', command: {} }, (state) => ({
      ...state,
      tracks: state.tracks.map((track) => ({ ...track, clips: track.clips.map((clip) => ({ ...clip, isReversed })) })),
    }));
    store.close();
    const db = openDatabase(store.filePath);
    db.prepare('DELETE FROM asset_block WHERE asset_id = ? AND idx = 1').run(assetId);
    db.close();

    const { report, store: left } = salvaged(store.filePath);
    expect(report.lost).toEqual(['"speech.wav": its end is lost, from 1.486 to 1.488 s; clips end there.']);
    const [document] = left.documents();
    expect(document?.tracks[0]?.clips).toMatchObject([
      { lengthSamples: 65_536, startSample: isReversed ? nSamples - 65_536 : 0, assetOffsetSamples: 0 },
    ]);
    expect(left.tierItems(document!.tiers[0]!.tierId)).toMatchObject([{ label: 'word' }]);
    left.close();
  },
);

it('a table whose first page is lost is given up at once', { timeout: 15_000 }, () => {
  const path = makeProject();
  const db = openDatabase(path, { readonly: true });
  const roots = db
    .prepare("SELECT rootpage FROM sqlite_schema WHERE name IN ('tier_item', 'clip', 'asset', 'document')")
    .pluck()
    .all() as number[];
  db.close();
  const bytes = readFileSync(path);
  for (const root of roots) bytes.fill(0, (root - 1) * projectPageBytes, root * projectPageBytes);
  writeFileSync(path, bytes);
  const { report, store } = salvaged(path);
  expect(report.lost).toContain('The list of documents is damaged: some may be missing.');
  expect(store.documents().map(({ name }) => name)).toEqual(expect.arrayContaining(['first.wav', 'second.wav']));
  store.close();
});

it('a log of another project beside it is left alone', () => {
  const path = makeProject();
  const whole = openProjectStore(path, { readOnly: true });
  const content = contentOf(whole);
  whole.close();
  const other = newStore();
  addRecording(other);
  copyFileSync(`${other.filePath}-wal`, `${path}-wal`);
  const { report, store } = salvaged(path);
  expect(report.lost).toEqual([]);
  expect(contentOf(store)).toEqual(content);
  store.close();
});
