/**
 * Whether the open project can still be written where it lies, looked at every two seconds: drives are pulled out, files
 * moved, disks fill up. What comes back is gone on with.
 */
import { constants, existsSync } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ProjectTrouble } from '../../../preload/contract/project.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { ProjectStore } from '../../store/projectStore.ts';

export interface ProjectWatchDeps {
  readonly currentStore: () => ProjectStore | null;
  /** Goes on in the file that is at the path now. */
  readonly reopen: (path: string) => Promise<void>;
  readonly onChange: (trouble: ProjectTrouble | null) => void;
  readonly freeBytes?: (folder: string) => Promise<number>;
  readonly periodMs?: number;
}

export interface ProjectWatch {
  trouble(): ProjectTrouble | null;
  look(): Promise<ProjectTrouble | null>;
  close(): void;
}

/** An edit takes kilobytes, a minute of recording five megabytes: time enough to make room. */
const leastFreeBytes = 50_000_000;
const defaultPeriodMs = 2000;

async function freeBytesIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

const isWritable = (path: string): Promise<boolean> =>
  access(path, constants.W_OK).then(
    () => true,
    () => false,
  );

export function createProjectWatch(deps: ProjectWatchDeps): ProjectWatch {
  const { currentStore, reopen, onChange, freeBytes = freeBytesIn, periodMs = defaultPeriodMs } = deps;
  let trouble: ProjectTrouble | null = null;
  let looking: Promise<ProjectTrouble | null> | null = null;

  const tell = (next: ProjectTrouble | null) => {
    const isSame = trouble?.kind === next?.kind && trouble?.filePath === next?.filePath;
    trouble = next;
    if (!isSame) onChange(next);
    return next;
  };

  /** What is open is not there any more, and what is there is not open. */
  const goOn = async (path: string): Promise<boolean> => {
    try {
      await reopen(path);
      return true;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return false; // it is looked at again: a drive may need a moment
    }
  };

  const lookNow = async (): Promise<ProjectTrouble | null> => {
    const store = currentStore();
    const path = store?.filePath ?? (trouble?.kind === 'gone' ? trouble.filePath : null);
    if (path === null) return tell(null);
    const place = store?.place() ?? (existsSync(path) ? 'replaced' : 'gone');
    if (place === 'gone' || (place !== 'here' && !(await goOn(path))))
      return tell({ kind: 'gone', filePath: path, freeBytes: null });
    if (!(await isWritable(path))) return tell({ kind: 'unwritable', filePath: path, freeBytes: null });
    const free = await freeBytes(dirname(path)).catch(() => Infinity);
    return tell(free < leastFreeBytes ? { kind: 'full', filePath: path, freeBytes: free } : null);
  };

  const look = () => {
    looking ??= lookNow().finally(() => {
      looking = null;
    });
    return looking;
  };
  const timer = setInterval(() => {
    look().catch(() => undefined); // a mistake of ours is told to whoever asks for a look
  }, periodMs).unref();

  return {
    trouble: () => trouble,
    look,
    close: () => {
      clearInterval(timer);
    },
  };
}
