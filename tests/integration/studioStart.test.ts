import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { composeStudio, type StudioServices } from '../../main/services/composeStudio.ts';
import { createProjectStore } from '../../main/store/createProjectStore.ts';

const { signal } = new AbortController();

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'phonoscope-start-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

function studioIn(userDataFolder: string): StudioServices {
  return composeStudio({
    userDataFolder,
    cacheFolder: join(userDataFolder, 'cache'),
    resourcesFolder: new URL('../../resources', import.meta.url).pathname,
    workerUrl: new URL('../../main/hosts/analysisWorker.ts', import.meta.url),
    emit: () => undefined,
    wantDecoder: () => undefined,
  });
}

it('a profile that cannot be written is a failed job, not the end of the studio host', async () => {
  const notAFolder = join(temporaryFolder(), 'profile');
  writeFileSync(notAFolder, '');
  const studio = studioIn(notAFolder);
  await studio.start({ hasFiles: false });
  await vi.waitFor(async () => {
    expect(await studio.handlers['jobs.list']({}, { signal })).toMatchObject([
      { state: 'failed', error: { code: 'E_NOT_FOUND', message: expect.stringContaining(join(notAFolder, 'drafts')) } },
    ]);
  });
  await studio.close();
});

it('what was open comes back after a crash, whatever the settings and the command line said', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'talk.phono');
  createProjectStore(path, { appVersion: '0.1.0' }).close();
  const openIn = async (options: Parameters<StudioServices['start']>[0]) => {
    const studio = studioIn(folder);
    await studio.start(options);
    const project = await studio.handlers['projects.get']({}, { signal });
    await studio.close();
    return project?.filePath ?? null;
  };

  const first = studioIn(folder);
  await first.start({ hasFiles: true });
  await first.handlers['settings.set']({ reopenLastProject: false }, { signal });
  await first.handlers['projects.openFiles']({ fileIds: [first.registerFile(path, 'open')] }, { signal });
  await first.close();

  expect(await openIn({ hasFiles: true, hostStart: 'again' })).toBe(path);
  expect(await openIn({ hasFiles: false })).toBeNull();
  // A project that ends its host at every start is left closed the fourth time.
  expect(await openIn({ hasFiles: false, hostStart: 'loop' })).toBeNull();
});
