/** The one open project of the studio host: switching, saving, closing, and finding it again after a crash. */
import { existsSync, renameSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { ProjectInfo } from '../../../preload/contract/project.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { sideFiles } from '../../store/projectFormat.ts';
import { withStoreErrors } from '../../store/sqliteErrors.ts';
import type { ProjectStore, SaveCopyOptions } from '../../store/projectStore.ts';
import { readJsonFile, writeJsonFile } from '../settings/jsonFile.ts';
import { contentHash } from './contentHash.ts';
import { createDraftFolder } from './draftFolder.ts';
import { openProject, projectName, type OpenedProject } from './openProject.ts';
import { projectInfo } from './projectInfo.ts';
import { recordedContainer } from './recordedContainer.ts';
import { createRecentProjects, type RecentProjects } from './recentProjects.ts';

export interface ProjectSessionDeps {
  readonly userDataDir: string;
  readonly openStore: (path: string) => ProjectStore;
  readonly createStore: (path: string) => ProjectStore;
  /** Ends what still reads or writes the project (imports, playback) before it closes. */
  readonly beforeClose: (store: ProjectStore) => Promise<void> | void;
  readonly onChange: () => void;
  /** A saved project was opened or got its name. */
  readonly onPlace?: (path: string) => void;
}

export interface ProjectSession {
  readonly recent: RecentProjects;
  store(): ProjectStore | null;
  info(): ProjectInfo | null;
  /** With the open project, or a new draft; nothing opens, saves or closes until `work` has returned. */
  withProject<T>(work: () => Promise<T> | T): Promise<T>;
  create(): Promise<void>;
  /**
   * The file at the project's path is another one now, as after a drive was pulled out and put back: the project goes on
   * in that. @throws EngineError as open does; nothing is open then
   */
  reopen(path: string): Promise<void>;
  open(path: string): Promise<void>;
  /** A project that was made for it goes among the drafts and is opened; it is kept whatever it holds. */
  openAsDraft(made: string, about: Pick<OpenedProject, 'name' | 'recovered'>): Promise<void>;
  /** Waits until the project's own file holds everything. @throws EngineError E_PARAM: a draft needs saveAs */
  save(): void;
  saveAs(path: string, options?: SaveCopyOptions): Promise<void>;
  /** A draft without work of its own goes; any other stays on disk, among the recent projects. */
  close(): Promise<void>;
  /** The end of the process: everything stays, to be found by restore. */
  shutdown(): Promise<void>;
  /**
   * Reopens what was open: always after a crash, else if `reopenLast`. @returns what was open last, and why it could not
   * be opened again; null: it was, or was not asked for
   */
  restore(options: { readonly reopenLast: boolean }): Promise<RefusedProject | null>;
}

export interface RefusedProject {
  readonly path: string;
  readonly error: EngineError;
}

/** Anything that importing the same files, or opening the same project, again would not bring back. */
function hasWork(store: ProjectStore, contentAtFirst: string | null): boolean {
  if (contentAtFirst !== null) return contentHash(store) !== contentAtFirst;
  if (store.assets().some(({ container }) => container === recordedContainer)) return true;
  const imported = new Set(store.assets().map(({ name }) => name));
  return store.documents().some(({ name, tiers }) => tiers.length > 0 || !imported.has(name));
}

const sessionSchema = z.object({ path: z.string() });

export function createProjectSession(deps: ProjectSessionDeps): ProjectSession {
  const drafts = createDraftFolder(deps.userDataDir);
  const recent = createRecentProjects(deps.userDataDir);
  const sessionFile = join(deps.userDataDir, 'session.json');
  let opened: OpenedProject | null = null;

  const remember = (path: string | null) => {
    try {
      writeJsonFile(sessionFile, { path: path ?? '' });
    } catch {
      // without it the project is found among the recent ones
    }
  };

  const label = ({ store, name }: OpenedProject) => name ?? store.documents()[0]?.name ?? 'Untitled';

  const closeOpened = async (keepDraft: boolean) => {
    if (opened === null) return;
    const closing = opened;
    const { store, isDraft } = closing;
    const path = store.filePath;
    await deps.beforeClose(store);
    opened = null;
    let isDisposable = false;
    let name = projectName(path);
    try {
      isDisposable = isDraft && !keepDraft && !hasWork(store, drafts.contentAtFirst(path));
      name = label(closing);
    } finally {
      store.close(); // even if it can no longer be read: its lock must go
    }
    if (isDisposable) drafts.remove(path);
    else if (isDraft) recent.add(path, name);
  };

  const adopt = (next: OpenedProject) => {
    opened = next;
    remember(next.store.filePath);
    if (!next.isDraft) {
      recent.add(next.store.filePath, label(next));
      deps.onPlace?.(next.store.filePath);
    }
    deps.onChange();
  };

  /** A project that cannot be closed cleanly (a full disk, a drive pulled out) must not keep the next one shut. */
  const replaceOpened = async (next: OpenedProject) => {
    let problem: string | null = null;
    try {
      await closeOpened(false);
    } catch (error) {
      problem = `The project before could not be closed: ${error instanceof Error ? error.message : String(error)}.`;
    }
    const recovered = [problem, next.recovered].filter((sentence) => sentence !== null).join(' ');
    adopt({ ...next, recovered: recovered === '' ? null : recovered });
  };

  const open = async (path: string) => {
    if (opened !== null && resolve(opened.store.filePath) === resolve(path)) return;
    const next = await openProject(path, { openStore: deps.openStore, drafts }); // if it is refused, the open one stays
    await replaceOpened(next);
  };

  const openAsDraft = async (made: string, about: Pick<OpenedProject, 'name' | 'recovered'>) => {
    const path = drafts.newPath();
    withStoreErrors(path, () => {
      renameSync(made, path);
    });
    drafts.rememberContent(path, 'nothing that could be brought back');
    await replaceOpened({ ...about, store: deps.openStore(path), isDraft: true });
  };

  const reopen = async (path: string) => {
    const lost = opened?.store.filePath === path ? opened : null;
    if (lost === null && opened !== null) return; // the person has gone on to another one
    if (lost !== null) {
      await deps.beforeClose(lost.store);
      opened = null;
      try {
        lost.store.close();
      } catch (error) {
        if (!(error instanceof EngineError)) throw error; // what it had acknowledged is in the file that is back
      }
    }
    try {
      adopt(await openProject(path, { openStore: deps.openStore, drafts }));
    } catch (error) {
      deps.onChange();
      throw error;
    }
  };

  const create = async () => {
    const store = deps.createStore(drafts.newPath());
    await replaceOpened({ store, name: null, isDraft: true, recovered: null });
  };

  const requireOpened = (): OpenedProject => {
    if (opened === null) throw new EngineError('E_NOT_FOUND', 'no project is open');
    return opened;
  };

  /** What a crashed session left among the drafts; not those another running window has open. */
  const tryOpen = async (path: string, onRefused: (error: unknown) => void = () => undefined) => {
    try {
      return await openProject(path, { openStore: deps.openStore, drafts });
    } catch (error) {
      onRefused(error); // it stays where it is; opening it by hand says why it is refused
      return null;
    }
  };

  /** Of a working copy that a session left: then its project is all there, where it lay. */
  const isUnchangedCopy = (store: ProjectStore): boolean => {
    const contentAtFirst = drafts.contains(store.filePath) ? drafts.contentAtFirst(store.filePath) : null;
    return contentAtFirst !== null && contentHash(store) === contentAtFirst;
  };

  const closeAndRemove = (store: ProjectStore) => {
    store.close();
    drafts.remove(store.filePath);
    recent.remove(store.filePath);
  };

  /** One that was not closed cleanly is left for whoever opens it: it has to be told. */
  const removeUnchangedCopy = async (path: string): Promise<boolean> => {
    if (drafts.contentAtFirst(path) === null || existsSync(sideFiles.wal(path))) return false;
    const found = await tryOpen(path);
    if (found === null) return false;
    const isUnchanged = isUnchangedCopy(found.store);
    if (isUnchanged) closeAndRemove(found.store);
    else found.store.close();
    return isUnchanged;
  };

  const restore = async ({ reopenLast }: { readonly reopenLast: boolean }) => {
    const stored = readJsonFile(sessionFile);
    const last = stored.state === 'read' ? (sessionSchema.safeParse(stored.value).data?.path ?? '') : '';
    let refused: RefusedProject | null = null;
    const others = drafts.list().filter((path) => path !== last);
    for (const path of [...(last !== '' && existsSync(last) ? [last] : []), ...others]) {
      if (opened !== null) {
        if (await removeUnchangedCopy(path)) continue;
        const isKnown = recent.list().some(({ filePath }) => filePath === path);
        if (!isKnown) recent.add(path, 'Unsaved project');
        continue;
      }
      const found = await tryOpen(path, (error) => {
        if (path === last && reopenLast && error instanceof EngineError) refused = { path, error };
      });
      if (found === null) continue;
      const isReopened = reopenLast && path === last;
      if (!isReopened && isUnchangedCopy(found.store)) closeAndRemove(found.store);
      else if (found.recovered !== null || isReopened) adopt(found);
      else found.store.close();
    }
    return refused;
  };

  const saveAs = async (path: string, options: SaveCopyOptions) => {
    const target = extname(path) === '' ? `${path}.phono` : path;
    if (target !== path && existsSync(target)) {
      // The dialog asked about `path`; nobody has agreed to lose this one.
      throw new EngineError('E_PARAM', `${target} exists already; choose it by its whole name to replace it`);
    }
    const { store, isDraft } = requireOpened();
    const draftPath = isDraft ? store.filePath : null;
    await store.moveTo(target, options);
    if (draftPath !== null && resolve(draftPath) !== resolve(target)) {
      drafts.remove(draftPath);
      recent.remove(draftPath);
    }
    adopt({ store, name: projectName(target), isDraft: false, recovered: null });
  };

  // Opening, saving and closing wait for each other: a second click must not meet a half-closed project.
  let tail: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = tail.then(work);
    tail = result.catch(() => undefined);
    return result;
  };

  return {
    recent,
    store: () => opened?.store ?? null,
    info: () => (opened === null ? null : projectInfo(opened.store, opened)),
    create: () => inTurn(create),
    open: (path) => inTurn(() => open(path)),
    reopen: (path) => inTurn(() => reopen(path)),
    openAsDraft: (made, about) => inTurn(() => openAsDraft(made, about)),
    withProject: (work) =>
      inTurn(async () => {
        if (opened === null) await create();
        return work();
      }),
    save() {
      const { store, isDraft } = requireOpened();
      if (isDraft) throw new EngineError('E_PARAM', 'a project that was never saved needs a file to be saved to');
      store.flush();
      deps.onChange();
    },
    saveAs: (path, options = {}) => inTurn(() => saveAs(path, options)),
    close: () =>
      inTurn(async () => {
        try {
          await closeOpened(false);
        } finally {
          remember(null);
          deps.onChange();
        }
      }),
    shutdown: () => inTurn(() => closeOpened(true)),
    restore: (options) => inTurn(() => restore(options)),
  };
}
