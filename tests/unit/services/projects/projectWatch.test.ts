/** Drives are pulled out, files moved and replaced, disks fill up: what is told, and how the project goes on. */
import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createProjectWatch } from '../../../../main/services/projects/projectWatch.ts';
import type { ProjectTrouble } from '../../../../preload/contract/project.ts';
import { addRecording, newStore, temporaryFolder } from '../../store/projectFixture.ts';
import { audioFile, context, studio } from './projectStudio.ts';

const slowly = 1_000_000; // looks only when it is asked to

async function saved() {
  const folder = temporaryFolder(); // before the service, so that it is there until that ends
  const project = studio(undefined, { watchPeriodMs: slowly });
  await project.open(audioFile());
  const path = join(folder, 'speech.phono');
  await project.saveTo(path);
  const look = () => project.handlers['projects.lookAgain']({}, context);
  const troubles = () => project.events.flatMap((event) => (event.kind === 'project.trouble' ? [event.trouble] : []));
  expect(await look()).toBeNull();
  const rename = (name: string) => {
    const store = project.service.store();
    store.renameDocument(store.documents()[0]!.documentId, name);
  };
  return { ...project, path, folder, look, troubles, rename };
}

it('a file that is moved away is told at once, refuses changes, and is gone on with when it is back', async () => {
  const { service, path, look, troubles, rename } = await saved();
  rename('before');
  renameSync(path, `${path}.away`);
  expect(await look()).toEqual({ kind: 'gone', filePath: path, freeBytes: null });
  expect(() => {
    rename('nowhere');
  }).toThrow(/it was moved or deleted while it was open/);
  expect(service.store().documents()[0]!.name).toBe('before'); // what there is can still be looked at
  renameSync(`${path}.away`, path);
  expect(await look()).toBeNull();
  rename('after');
  expect(troubles().map((trouble: ProjectTrouble | null) => trouble?.kind ?? null)).toEqual(['gone', null]);
  service.store().flush();
});

it('another file that comes in its place, as from a drive that was put back, is opened anew', async () => {
  const { service, path, look, rename } = await saved();
  rename('before');
  copyFileSync(path, `${path}.drive`);
  copyFileSync(`${path}-wal`, `${path}.drive-wal`);
  rmSync(path);
  rmSync(`${path}-wal`);
  expect(await look()).toMatchObject({ kind: 'gone' });
  renameSync(`${path}.drive`, path);
  renameSync(`${path}.drive-wal`, `${path}-wal`);
  expect(await look()).toBeNull();
  expect(service.info()).toMatchObject({ filePath: path, documents: [{ name: 'before' }] });
  rename('after');
  expect(service.store().check()).toEqual([]);
});

it('what is still at hand is saved as another file, and all is well there', async () => {
  const { service, path, folder, look, rename, saveTo, troubles } = await saved();
  rename('before');
  rmSync(path);
  expect(await look()).toMatchObject({ kind: 'gone' });
  const elsewhere = join(folder, 'elsewhere.phono');
  await saveTo(elsewhere);
  expect(service.info()).toMatchObject({ filePath: elsewhere, documents: [{ name: 'before' }] });
  rename('after');
  expect(await look()).toBeNull();
  expect(troubles().at(-1)).toBeNull();
  expect(service.store().check()).toEqual([]);
});

it('a project whose file never comes back can be closed', async () => {
  const { service, path, look, close } = await saved();
  rmSync(path);
  await look();
  await close().catch(() => undefined);
  expect(service.info()).toBeNull();
});

it('a disk that is nearly full is told with what is left, and again when there is room', async () => {
  const store = newStore();
  addRecording(store);
  let free = 49_000_000;
  const told: unknown[] = [];
  const watch = createProjectWatch({
    currentStore: () => store,
    reopen: () => Promise.resolve(),
    onChange: (trouble) => told.push(trouble?.kind ?? null),
    freeBytes: () => Promise.resolve(free),
    periodMs: slowly,
  });
  expect(await watch.look()).toEqual({ kind: 'full', filePath: store.filePath, freeBytes: 49_000_000 });
  free = 48_000_000;
  await watch.look();
  free = 60_000_000;
  expect(await watch.look()).toBeNull();
  expect(told).toEqual(['full', null]);
  watch.close();
});

it('bug: what was written after the file or its log was taken away was acknowledged and nowhere to be found', async () => {
  const { service, path, look, rename } = await saved();
  rename('kept');
  rmSync(`${path}-wal`);
  expect(() => {
    rename('lost');
  }).toThrow(/its log .* was taken away while it was open/);
  expect(await look()).toBeNull(); // what the log held is in the file, which is opened anew
  expect(service.info()).toMatchObject({ filePath: path, documents: [{ name: 'kept' }] });
  rename('after');
  expect(service.store().check()).toEqual([]);
});
