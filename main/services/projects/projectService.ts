import { statSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import type { Handlers } from '../../../preload/contract/define.ts';
import type { projectContract, ProjectInfo } from '../../../preload/contract/project.ts';
import type { WireErrorShape } from '../../../preload/contract/errors.ts';
import type { StudioEvent } from '../../../preload/contract/studio.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { RawPcmFormat } from '../../engine/audio/source.ts';
import { createProjectStore } from '../../store/createProjectStore.ts';
import { openProjectStore } from '../../store/openProjectStore.ts';
import { looksLikeProject } from '../../store/projectHeader.ts';
import { isOpenHere } from '../../store/projectLock.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { toWireError } from '../wireErrors.ts';
import { withStoreErrors } from '../../store/sqliteErrors.ts';
import type { FileRegistry } from './fileRegistry.ts';
import { requireComplete } from '../edits/requireComplete.ts';
import { cloudFolderOf, cloudWarning } from './cloudFolder.ts';
import { createToldOnce } from './toldOnce.ts';
import { createProjectWatch } from './projectWatch.ts';
import { createProjectSession, type ProjectSession } from './projectSession.ts';
import { resampledDocument } from './resampledDocument.ts';

export interface ProjectServiceDeps {
  readonly userDataDir: string;
  readonly appVersion: string;
  readonly files: FileRegistry;
  readonly emit: (event: StudioEvent) => void;
  /** Starts an import into the open project. @returns the job's id */
  readonly importAudio: (path: string, raw: RawPcmFormat | undefined) => Promise<string> | string;
  readonly samplePath: string; // the recording that 'projects.openSample' imports
  /** As an edit, which can be taken back. */
  readonly renameDocument: (documentId: string, name: string) => void;
  /** Ends imports and playback of a project that is about to close, and waits for them. */
  readonly beforeClose?: (store: ProjectStore) => Promise<void> | void;
  readonly watchPeriodMs?: number;
  readonly openStore?: (path: string) => ProjectStore;
  readonly createStore?: (path: string) => ProjectStore;
}

export interface ProjectService {
  readonly handlers: Handlers<typeof projectContract, AbortSignal>;
  /** The open project's store; null if there is none. */
  currentStore(): ProjectStore | null;
  /** @throws EngineError E_NOT_FOUND: no project is open */
  store(): ProjectStore;
  info(): ProjectInfo | null;
  /** To be called by whoever changed the project through the store: tells the renderer, at most ten times a second. */
  noteChange(): void;
  /** Imports the shipped recording, into a new draft if no project is open. */
  openSample(): Promise<{ jobIds: string[] }>;
  /** Whether the project's file is where it was. */
  lookAgain(): Promise<void>;
  recentCount(): number;
  openAsDraft: ProjectSession['openAsDraft'];
  /** With the open project, or a new draft. */
  withProject<T>(work: () => Promise<T> | T): Promise<T>;
  restore(options: { readonly reopenLast: boolean }): Promise<void>;
  shutdown(): Promise<void>;
}

const minEventMs = 100;

function isProject(path: string): boolean {
  if (isOpenHere(path)) return true;
  const stat = withStoreErrors(path, () => statSync(path));
  // One whose beginning is damaged is known by its name only; whether anything can be had of it is found out by reading.
  return stat.isFile() && (looksLikeProject(path) || extname(path).toLowerCase() === '.phono');
}

export function createProjectService(deps: ProjectServiceDeps): ProjectService {
  const told = createToldOnce(deps.userDataDir);
  let timer: NodeJS.Timeout | null = null;
  const emitNow = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    deps.emit({ kind: 'project.changed', project: session.info() });
  };
  /** From a timer there is nobody to throw to: a project that cannot be read says so to whoever asks for it next. */
  const emitQuietly = () => {
    try {
      emitNow();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
    }
  };
  const noteChange = () => {
    timer ??= setTimeout(emitQuietly, minEventMs).unref();
  };
  const session = createProjectSession({
    userDataDir: deps.userDataDir,
    openStore: deps.openStore ?? openProjectStore,
    createStore: deps.createStore ?? ((path) => createProjectStore(path, { appVersion: deps.appVersion })),
    beforeClose: deps.beforeClose ?? (() => undefined),
    onChange: emitNow,
    onPlace: (path) => {
      const service = cloudFolderOf(path);
      if (service === null || !told.first(`cloud folder ${dirname(path)}`)) return;
      deps.emit({ kind: 'warning', title: `A folder of ${service}`, message: cloudWarning(path, service) });
    },
  });
  const store = () => {
    const current = session.store();
    if (current === null) throw new EngineError('E_NOT_FOUND', 'no project is open');
    return current;
  };
  const requireInfo = () => {
    const info = session.info();
    if (info === null) throw new EngineError('E_NOT_FOUND', 'no project is open');
    return info;
  };

  const importAll = async (paths: readonly string[], raw: RawPcmFormat | undefined) => {
    if (paths.length === 0) return { jobIds: [] };
    // In one turn: an import that began while the project closes would write into a closed one.
    return session.withProject(async () => {
      const jobIds: string[] = [];
      for (const path of paths) jobIds.push(await deps.importAudio(path, raw));
      return { jobIds };
    });
  };

  /** Of many files it is this one that a rescue would be about. */
  const sayingWhich = (path: string, error: EngineError) => {
    const details = { ...error.details, fileId: deps.files.register(path, 'open'), name: basename(path) };
    return new EngineError(error.code, error.message, { cause: error, details });
  };
  const openOrSayWhich = async (path: string) => {
    try {
      await session.open(path);
    } catch (error) {
      throw error instanceof EngineError ? sayingWhich(path, error) : error;
    }
  };
  const watch = createProjectWatch({
    currentStore: () => session.store(),
    reopen: (path) => session.reopen(path),
    onChange: (trouble) => {
      deps.emit({ kind: 'project.trouble', trouble });
    },
    ...(deps.watchPeriodMs === undefined ? {} : { periodMs: deps.watchPeriodMs }),
  });
  let refusedAtStart: WireErrorShape | null = null;

  const openFiles = async (paths: readonly string[], raw: RawPcmFormat | undefined) => {
    // Of several files one that cannot be looked at must not keep the others out: its import says what is wrong.
    const looks = (path: string) => {
      try {
        return isProject(path);
      } catch (error) {
        if (paths.length === 1) throw error;
        return false;
      }
    };
    const projects = raw === undefined ? paths.filter(looks) : [];
    const [project, another] = projects;
    if (another !== undefined)
      throw new EngineError('E_PARAM', `${projects.length} projects were chosen: only one can be open`);
    if (project !== undefined) await openOrSayWhich(project);
    const sounds = paths.filter((path) => path !== project);
    const { jobIds } = await importAll(sounds, raw);
    let next = 0;
    return { jobIds: paths.map((path) => (path === project ? null : (jobIds[next++] ?? null))) };
  };

  return {
    currentStore: () => session.store(),
    store,
    info: () => session.info(),
    noteChange,
    openSample: () => importAll([deps.samplePath], undefined),
    withProject: (work) => session.withProject(work),
    openAsDraft: (made, about) => session.openAsDraft(made, about),
    async lookAgain() {
      await watch.look();
    },
    recentCount: () => session.recent.list().length,
    async restore(options) {
      const refused = await session.restore(options);
      if (refused !== null) refusedAtStart = toWireError(sayingWhich(refused.path, refused.error));
    },
    async shutdown() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      watch.close();
      await session.shutdown();
    },
    handlers: {
      'projects.get': () => session.info(),
      'projects.refusedAtStart': () => {
        const refused = refusedAtStart;
        refusedAtStart = null; // told once
        return refused;
      },
      'projects.create': async () => {
        await session.create();
        return requireInfo();
      },
      'projects.openFiles': ({ fileIds, raw }) =>
        openFiles(
          fileIds.map((fileId) => deps.files.resolve(fileId, 'open')),
          raw as RawPcmFormat | undefined,
        ),
      'projects.openSample': () => importAll([deps.samplePath], undefined),
      'projects.openRecent': async ({ recentId }) => {
        await openOrSayWhich(session.recent.pathOf(recentId));
        return null;
      },
      'projects.recent': () => session.recent.list(),
      'projects.save': async ({ fileId }, { signal }) => {
        if (fileId === null) session.save();
        else await session.saveAs(deps.files.resolve(fileId, 'save'), { signal });
        return requireInfo();
      },
      'projects.trouble': () => watch.trouble(),
      'projects.lookAgain': () => watch.look(),
      'projects.close': async () => {
        await session.close();
        return null;
      },
      'projects.setViewState': ({ viewState }) => {
        store().setViewState(viewState); // not announced: it comes from the view itself
        return null;
      },
      'projects.renameDocument': ({ documentId, name }) => {
        deps.renameDocument(documentId, name);
        emitNow();
        return null;
      },
      'projects.resampleDocument': ({ documentId, sampleRateHz }) => {
        const document = store().documentState(documentId);
        const assets = new Map(
          store()
            .assets()
            .map((asset) => [asset.assetId, asset]),
        );
        requireComplete(store(), document.tracks);
        const name = `${document.name} at ${sampleRateHz / 1000} kHz`.slice(-200);
        const resampled = { ...resampledDocument(document, sampleRateHz, assets), name };
        const made = store().insertWholeDocument(resampled);
        emitNow();
        return { documentId: made };
      },
      'projects.removeDocument': ({ documentId }) => {
        store().removeDocument(documentId);
        emitNow();
        return null;
      },
    },
  };
}
