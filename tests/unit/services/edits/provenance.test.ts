import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createHistoryService } from '../../../../main/services/edits/createHistoryService.ts';
import { createJobRegistry } from '../../../../main/services/jobs/jobRegistry.ts';
import { temporaryFolder } from '../../store/projectFixture.ts';
import { editProject } from './editProject.ts';

const { signal } = new AbortController();

it('the history of a document is written with its recordings by content, parameters and branches', async () => {
  const { store, edits, documentId, trackIds } = editProject();
  const track = [trackIds[0]!];
  edits.apply(documentId, { kind: 'sound.gain', trackIds: track, startSample: 0, endSample: 100, gainDb: 3 });
  store.undo(documentId);
  edits.apply(documentId, { kind: 'sound.invert', trackIds: track, startSample: 0, endSample: 100 });
  const path = join(temporaryFolder(), 'history.json');
  const history = createHistoryService({
    ...{ store: () => store, files: { resolve: () => path }, edits },
    jobs: createJobRegistry({ onChange: () => undefined }),
  });
  await history['history.export']({ documentId, fileId: 'f' }, { signal });
  const written = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  expect(written).toMatchObject({
    format: 'phonoscope-provenance',
    version: 1,
    document: { documentId, sampleRateHz: 8000, lengthSamples: 400 },
    edits: [
      { title: 'Gain +3 dB', isApplied: false, parentId: null, command: { kind: 'sound.gain', gainDb: 3 } },
      { title: 'Invert 0.013 s', isApplied: true, parentId: null },
    ],
  });
  expect(written['recordings']).toMatchObject(store.assets().map(({ sha256, name }) => ({ sha256, name })));
  expect(history['history.undoBytes']({}, { signal })).toEqual({ bytes: 0 });
});
