import { statSync } from 'node:fs';
import type { Handlers } from '../../../preload/contract/define.ts';
import type { projectContract, ProjectInfo } from '../../../preload/contract/project.ts';
import type { StudioEvent } from '../../../preload/contract/studio.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { RawPcmFormat } from '../../engine/audio/source.ts';
import { createProjectStore } from '../../store/createProjectStore.ts';
import { openProjectStore } from '../../store/openProjectStore.ts';
import { looksLikeProject } from '../../store/projectHeader.ts';
import { isOpenHere } from '../../store/projectLock.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { withStoreErrors } from '../../store/sqliteErrors.ts';
import type { FileRegistry } from './fileRegistry.ts';
import { createProjectSession } from './projectSession.ts';

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
  recentCount(): number;
  /** With the open project, or a new draft. */
  withProject<T>(work: () => Promise<T> | T): Promise<T>;
  restore(options: { readonly reopenLast: boolean }): Promise<void>;
  shutdown(): Promise<void>;
}

const minEventMs = 100;

function isProject(path: string): boolean {
  if (isOpenHere(path)) return true;
  const stat = withStoreErrors(path, () => statSync(path));
  return stat.isFile() && looksLikeProject(path);
}

export function createProjectService(deps: ProjectServiceDeps): ProjectService {
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
    if (project !== undefined) await session.open(project);
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
    recentCount: () => session.recent.list().length,
    restore: (options) => session.restore(options),
    async shutdown() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      await session.shutdown();
    },
    handlers: {
      'projects.get': () => session.info(),
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
        await session.open(session.recent.pathOf(recentId));
        return null;
      },
      'projects.recent': () => session.recent.list(),
      'projects.save': async ({ fileId }, { signal }) => {
        if (fileId === null) session.save();
        else await session.saveAs(deps.files.resolve(fileId, 'save'), { signal });
        return requireInfo();
      },
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
      'projects.removeDocument': ({ documentId }) => {
        store().removeDocument(documentId);
        emitNow();
        return null;
      },
    },
  };
}
