import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProjectInfo } from '../../../../preload/contract/project.ts';
import { EngineError } from '../../../../main/engine/core/errors.ts';
import { createProjectStore } from '../../../../main/store/createProjectStore.ts';
import { openProjectStore } from '../../../../main/store/openProjectStore.ts';
import { recordedContainer } from '../../../../main/services/projects/recordedContainer.ts';
import { folderState, monoAsset, s16Block, temporaryFolder } from '../../store/projectFixture.ts';
import { context, studio, draftNames, audioFile, projectFile } from './projectStudio.ts';
import { insertTier } from '../../../fixtures/projects/tierEdits.ts';

describe('opening', () => {
  it('sound without a project makes a draft that is written at once', async () => {
    const { service, open, imported, drafts, events } = studio();
    const path = audioFile();
    expect(service.info()).toBeNull();
    expect(await open(path)).toEqual({ jobIds: ['job-1'] });
    expect(imported).toEqual([path]);
    expect(service.info()).toMatchObject({ name: 'speech.wav', filePath: null, isSaved: false, recovered: null });
    expect(drafts().filter((name) => name.endsWith('.phono'))).toHaveLength(1);
    expect(events[0]).toMatchObject({ kind: 'project.changed', project: { name: 'Untitled' } });
  });

  it('a project is told by its content, and sound chosen with it goes into it', async () => {
    const disguised = join(temporaryFolder(), 'project.wav');
    copyFileSync(projectFile(), disguised);
    const { service, open, imported } = studio();
    const sound = audioFile('more.wav');
    expect(await open(sound, disguised)).toEqual({ jobIds: ['job-1', null] });
    expect(imported).toEqual([sound]);
    expect(service.info()).toMatchObject({ filePath: disguised, isSaved: true });
    expect(service.info()?.documents.map(({ name }) => name)).toEqual(['speech.wav', 'more.wav']);
  });

  it('what is refused leaves the open project as it was', async () => {
    const { service, open, files, handlers } = studio();
    const path = projectFile();
    await open(path);
    const newer = join(temporaryFolder(), 'newer.phono');
    copyFileSync(projectFile(), newer);
    const bytes = Buffer.from([0, 0, 0, 99]);
    const { openSync, writeSync, closeSync } = await import('node:fs');
    const fd = openSync(newer, 'r+');
    writeSync(fd, bytes, 0, 4, 60);
    closeSync(fd);
    await expect(open(newer)).rejects.toMatchObject({ code: 'E_PROJECT_NEWER' });
    await expect(Promise.resolve().then(() => open(join(newer, 'nowhere')))).rejects.toMatchObject({
      code: 'E_NOT_FOUND',
    });
    await expect(Promise.resolve().then(() => open(projectFile(), projectFile()))).rejects.toMatchObject({
      code: 'E_PARAM',
    });
    expect(() => handlers['projects.openFiles']({ fileIds: [files.register(path, 'save')] }, context)).toThrow(
      /no file chosen to open/,
    );
    expect(service.info()?.filePath).toBe(path);
  });

  it('the project that is open already changes nothing', async () => {
    const { service, open, handlers } = studio();
    const path = projectFile();
    await open(path);
    const store = service.currentStore();
    await open(path);
    expect(service.currentStore()).toBe(store);
    const [entry] = await handlers['projects.recent']({}, context);
    await handlers['projects.openRecent']({ recentId: entry!.recentId }, context);
    expect(service.currentStore()).toBe(store);
  });

  it('an import that was asked for before a close begins before it, never in a closed project', async () => {
    const log: string[] = [];
    const { open, close } = studio(temporaryFolder(), {
      importAudio: (path) => log.push(`import ${path.split('/').at(-1)}`).toString(),
      beforeClose: () => void log.push('close'),
    });
    const opening = open(audioFile('a.wav'), audioFile('b.wav'));
    await Promise.all([opening, close()]);
    expect(log).toEqual(['import a.wav', 'import b.wav', 'close']);
  });

  it('requests that overlap end with one project open and none half-closed', async () => {
    const { service, open } = studio();
    const paths = [projectFile('a.phono'), projectFile('b.phono'), projectFile('c.phono')];
    await Promise.all(paths.map(async (path) => open(path)));
    expect(service.info()?.name).toBe('c');
    for (const path of paths.slice(0, 2)) openProjectStore(path).close(); // not locked any more
  });

  it('a project that cannot be written is a working copy, and the original stays as it is', async () => {
    const path = projectFile();
    const before = folderState(join(path, '..'));
    const { service, open, saveTo } = studio(temporaryFolder(), {
      openStore: (wanted) => {
        if (wanted === path) throw new EngineError('E_PERMISSION', `${path}: the file system is read-only`);
        return openProjectStore(wanted);
      },
    });
    await open(path);
    expect(service.info()).toMatchObject({ name: 'interview', filePath: null, isSaved: false });
    expect(service.info()?.recovered).toMatch(/interview\.phono cannot be written, so this is a working copy/);
    expect(service.info()?.documents).toHaveLength(1);
    expect(folderState(join(path, '..'))).toEqual(before);
    const target = join(temporaryFolder(), 'mine.phono');
    expect(await saveTo(target)).toMatchObject({ name: 'mine', filePath: target, isSaved: true, recovered: null });
  });
});

describe('saving', () => {
  it('a draft needs a file, moves there, and is then gone from the drafts', async () => {
    const { service, open, handlers, saveTo, drafts } = studio();
    await open(audioFile());
    await expect(handlers['projects.save']({ fileId: null }, context)).rejects.toMatchObject({ code: 'E_PARAM' });
    const store = service.store();
    const target = join(temporaryFolder(), 'interview');
    const info = await saveTo(target);
    expect(info).toMatchObject({ name: 'interview', filePath: `${target}.phono`, isSaved: true });
    expect(service.store()).toBe(store);
    expect(store.filePath).toBe(`${target}.phono`);
    expect(drafts()).toEqual([]);
    expect(await handlers['projects.recent']({}, context)).toMatchObject([
      { name: 'interview', filePath: `${target}.phono`, exists: true },
    ]);
    expect(await handlers['projects.save']({ fileId: null }, context)).toMatchObject({ isSaved: true });
  });

  it('under a name without an extension does not replace the project that then has it', async () => {
    const { service, open, saveTo } = studio();
    await open(audioFile());
    const other = projectFile('talk.phono');
    await expect(saveTo(other.replace(/\.phono$/, ''))).rejects.toMatchObject({
      code: 'E_PARAM',
      message: `${other} exists already; choose it by its whole name to replace it`,
    });
    expect(service.info()?.filePath).toBeNull();
    await saveTo(other); // what the dialog has asked about
    expect(service.info()?.filePath).toBe(other);
  });

  it('nowhere to write a draft is a refusal with its code', async () => {
    const blocked = audioFile('not-a-folder');
    const { open } = studio(blocked);
    await expect(open(audioFile())).rejects.toMatchObject({ code: 'E_NOT_FOUND', message: /no such folder/ });
  });

  it('that fails keeps the draft', async () => {
    const { service, open, saveTo, drafts } = studio();
    await open(audioFile());
    const before = service.info();
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'taken.phono'));
    await expect(saveTo(join(folder, 'taken.phono'))).rejects.toMatchObject({ code: 'E_FORMAT' });
    await expect(saveTo(join(folder, 'nowhere', 'x.phono'))).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    expect(service.info()).toEqual(before);
    expect(drafts().filter((name) => name.endsWith('.phono'))).toHaveLength(1);
  });

  it('is not claimed while a recording still arrives', async () => {
    const path = projectFile();
    const { service, open } = studio();
    await open(path);
    service.store().insertAsset(monoAsset);
    expect(service.info()?.isSaved).toBe(false);
  });
});

describe('closing', () => {
  it('removes a draft that only holds imported sound', async () => {
    const { service, open, close, drafts, handlers } = studio();
    await open(audioFile());
    await close();
    expect(service.info()).toBeNull();
    expect(drafts()).toEqual([]);
    expect(await handlers['projects.recent']({}, context)).toEqual([]);
  });

  it.each([
    [
      'a tier',
      ({ service, documentId }: Ready) => insertTier(service.store(), documentId, { name: 't', kind: 'point' }),
    ],
    [
      'a name',
      ({ handlers, documentId }: Ready) =>
        handlers['projects.renameDocument']({ documentId, name: 'Interview' }, context),
    ],
    [
      'sound that was recorded here',
      ({ service }: Ready) => {
        const format = { codec: 'PCM f32le', sampleFormat: 'f32', bitsPerSample: 32, sampleRateHz: 48_000 } as const;
        const [{ name } = { name: '' }] = service.store().assets();
        return service
          .store()
          .insertAsset({ ...format, name, container: recordedContainer, channels: 1, expectedSamples: 1 });
      },
    ],
  ])('keeps a draft with work in it: %s', async (_what, work) => {
    const ready = studio();
    await ready.open(audioFile());
    const { documentId } = ready.service.info()!.documents[0]!;
    await work({ ...ready, documentId });
    const before = ready.service.info()?.documents;
    await ready.close();
    const [entry] = await ready.handlers['projects.recent']({}, context);
    await ready.handlers['projects.openRecent']({ recentId: entry!.recentId }, context);
    expect(ready.service.info()).toMatchObject({ filePath: null, documents: before });
  });

  it('of a project whose file was pulled away says so, and lets the next one open', async () => {
    const { service, open, close, handlers, events } = studio();
    const gone = projectFile('gone.phono');
    await open(gone);
    service.store().setViewState({ written: true });
    rmSync(gone);
    const next = projectFile('next.phono');
    await open(next);
    expect(service.info()).toMatchObject({ name: 'next' });
    expect(service.info()?.recovered).toMatch(
      /could not be closed: .*gone\.phono: the project file was moved or deleted/,
    );

    await handlers['projects.setViewState']({ viewState: 1 }, context);
    rmSync(next);
    await expect(close()).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    expect(service.info()).toBeNull();
    expect(events.at(-1)).toEqual({ kind: 'project.changed', project: null });
  });

  it('of a draft that can no longer be read gives its file free, and takes nobody down', async () => {
    let isReadable = true;
    const createStore = (path: string) =>
      new Proxy(createProjectStore(path, { appVersion: '0.1.0' }), {
        get(store, name, receiver) {
          if (name !== 'documents' || isReadable) return Reflect.get(store, name, receiver) as unknown;
          return () => {
            throw new EngineError('E_IO', 'disk I/O error');
          };
        },
      });
    const { service, open, close } = studio(temporaryFolder(), { createStore });
    await open(audioFile());
    const path = service.store().filePath;
    isReadable = false;
    service.noteChange();
    await new Promise((resolve) => setTimeout(resolve, 150)); // the announcement meets the error on its own
    await expect(close()).rejects.toMatchObject({ code: 'E_IO' });
    expect(service.currentStore()).toBeNull();
    openProjectStore(path).close(); // not locked any more
  });

  it('waits for what still works on the project', async () => {
    const order: string[] = [];
    const { service, open, close } = studio(temporaryFolder(), {
      beforeClose: async (store) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        store.setViewState({ last: 'words' });
        order.push('ended');
      },
    });
    const path = projectFile();
    await open(path);
    await close();
    expect(order).toEqual(['ended']);
    expect(service.currentStore()).toBeNull();
    const store = openProjectStore(path);
    expect(store.viewState()).toEqual({ last: 'words' });
    store.close();
  });
});

type Ready = ReturnType<typeof studio> & { documentId: string };

describe('starting again', () => {
  async function reopened(userDataDir: string, reopenLast = true): Promise<ProjectInfo | null> {
    const next = studio(userDataDir);
    await next.service.restore({ reopenLast });
    return next.service.info();
  }

  it('finds the last project exactly as it was, view included', async () => {
    const { service, open, handlers, userDataDir } = studio();
    const path = projectFile();
    await open(path);
    await handlers['projects.setViewState'](
      { viewState: { zoom: 3, selection: [10, 20], lanes: { spectrogram: 300 } } },
      context,
    );
    const before = service.info();
    await service.shutdown();
    expect(await reopened(userDataDir, false)).toBeNull();
    expect(await reopened(userDataDir)).toEqual(before);
  });

  it('finds an unsaved draft', async () => {
    const { service, open, userDataDir } = studio();
    await open(audioFile());
    const before = service.info();
    await service.shutdown();
    expect(await reopened(userDataDir)).toEqual(before);
  });

  it('opens nothing after the project was closed', async () => {
    const { open, close, userDataDir } = studio();
    await open(projectFile());
    await close();
    expect(await reopened(userDataDir)).toBeNull();
  });

  it('opens what a crash left, and says what was recovered', async () => {
    const { service, open, userDataDir } = studio();
    await open(audioFile());
    const store = service.store();
    const assetId = store.insertAsset({ ...monoAsset, name: 'long.wav' });
    store.appendBlocks(assetId, [s16Block('long', 0)]);

    const crashed = temporaryFolder(); // what the disk holds at this moment
    mkdirSync(join(crashed, 'drafts'));
    const name = store.filePath.split('/').at(-1)!;
    for (const side of ['', '-wal']) copyFileSync(store.filePath + side, join(crashed, 'drafts', name + side));
    const info = await reopened(crashed, false);
    expect(info?.recovered).toMatch(
      /did not close this project last time.*import of long\.wav was interrupted after 1\.5 s/,
    );
    expect(info?.assets.map((asset) => [asset.name, asset.state, asset.nSamples])).toEqual([
      ['speech.wav', 'ready', 65_636],
      ['long.wav', 'failed', 65_536],
    ]);
    expect(info?.assets[1]?.warnings[0]).toMatch(/interrupted/);
    expect(userDataDir).not.toBe(crashed);
  });

  it('bug: kept the sound of an effect that a crash had ended, though nothing plays it', async () => {
    const { service, open } = studio();
    await open(audioFile());
    const store = service.store();
    const effect = { ...monoAsset, name: 'Gain +3 dB: speech', container: 'Phonoscope', codec: 'rendered' };
    store.appendBlocks(store.insertAsset(effect), [s16Block('effect', 0)]);

    const crashed = temporaryFolder();
    mkdirSync(join(crashed, 'drafts'));
    const name = store.filePath.split('/').at(-1)!;
    for (const side of ['', '-wal']) copyFileSync(store.filePath + side, join(crashed, 'drafts', name + side));
    const info = await reopened(crashed, false);
    expect(info?.assets.map((asset) => asset.name)).toEqual(['speech.wav']);
    expect(info?.recovered).not.toMatch(/interrupted/);
  });

  it('does not fall over a project that is gone or damaged', async () => {
    const { service, open, userDataDir } = studio();
    const path = projectFile();
    await open(path);
    await service.shutdown();
    rmSync(path);
    mkdirSync(join(userDataDir, 'drafts'), { recursive: true });
    writeFileSync(join(userDataDir, 'drafts', 'damaged.phono'), 'nonsense');
    expect(await reopened(userDataDir)).toBeNull();
    expect(draftNames(userDataDir)).toEqual(['damaged.phono']);
  });
});
