import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createJobRegistry } from '../../../../main/services/jobs/jobRegistry.ts';
import { createSharingService } from '../../../../main/services/projects/createSharingService.ts';
import { openProjectStore } from '../../../../main/store/openProjectStore.ts';
import { temporaryFolder } from '../../store/projectFixture.ts';
import { editProject } from '../edits/editProject.ts';

const context = { signal: new AbortController().signal };
const nSamples = 50_000;

function sharing(path: string) {
  const project = editProject(nSamples);
  const { edits, documentId, trackIds } = project;
  const trackId = trackIds[0]!;
  const tail = { startSample: 20_000, endSample: nSamples, ripple: 'track' } as const;
  edits.apply(documentId, { kind: 'sound.delete', trackIds: [trackId], ...tail });
  edits.apply(documentId, { kind: 'track.remove', trackId: trackIds[1]! });
  const jobs = createJobRegistry({ onChange: () => undefined });
  const store = () => project.store;
  const handlers = createSharingService({ store, files: { resolve: () => path }, jobs, appVersion: '0.1.0' });
  const save = async () => {
    const { jobId } = await handlers['sharing.save']({ fileId: 'f' }, context);
    return jobs.settled(jobId);
  };
  return { ...project, handlers, save };
}

it('says beforehand what stays behind, and the copy has about the size that was told', async () => {
  const path = join(temporaryFolder(), 'shared.phono');
  const { store, handlers, save } = sharing(path);
  const plan = await handlers['sharing.plan']({}, context);
  expect(plan).toMatchObject({
    fileBytes: store.sizes().fileBytes,
    undoBytes: nSamples * 4,
    hiddenBytes: 30_000 * 4,
    nEdits: 2,
  });
  const job = await save();
  expect(job).toMatchObject({ state: 'done', kind: 'save', result: { fileBytes: statSync(path).size } });
  expect(Math.abs(statSync(path).size - plan.copyBytes)).toBeLessThan(150_000);
  const copy = openProjectStore(path, { readOnly: true });
  expect(copy.sizes().audioBytes).toBe(20_000 * 4);
  copy.close();
});

it('takes the place of a file that the dialog asked about, and of no other', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'shared.phono');
  writeFileSync(path, 'something older');
  const { save } = sharing(path);
  expect(await save()).toMatchObject({ state: 'done' });
  expect(readFileSync(path).subarray(0, 15).toString()).toBe('SQLite format 3');

  writeFileSync(join(folder, 'plain.phono'), 'of another name than was asked about');
  expect(await sharing(join(folder, 'plain')).save()).toMatchObject({ state: 'failed', error: { code: 'E_PARAM' } });
});

it('never replaces the project that is open', async () => {
  const target = { path: '' };
  const files = { resolve: () => target.path };
  const { store, ...project } = editProject();
  target.path = store.filePath;
  const jobs = createJobRegistry({ onChange: () => undefined });
  const handlers = createSharingService({ store: () => store, files, jobs, appVersion: '0.1.0' });
  const { jobId } = await handlers['sharing.save']({ fileId: 'f' }, context);
  expect(await jobs.settled(jobId)).toMatchObject({ state: 'failed', error: { code: 'E_PROJECT_LOCKED' } });
  expect(store.documentState(project.documentId).tracks).toHaveLength(2);
});
