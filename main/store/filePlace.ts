/**
 * Whether an open database and its log are still the files that their names lead to. SQLite writes on into a file that was
 * moved, deleted or replaced under it, and what it then acknowledges is nowhere to be found.
 */
import { existsSync, renameSync, statSync } from 'node:fs';
import { sideFiles } from './projectFormat.ts';

/** 'gone': nothing has the name. 'replaced': another file has. 'logGone': the log was taken away. */
export type FilePlace = 'here' | 'gone' | 'replaced' | 'logGone';

function identityOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}

export class PlaceWatch {
  private readonly path: string;
  private readonly identity: string | null;
  private logIdentity: string | null = null;

  constructor(path: string) {
    this.path = path;
    this.identity = identityOf(path);
  }

  /** To be called when there is a log, if there is to be one. */
  noteLog(): void {
    this.logIdentity ??= identityOf(sideFiles.wal(this.path));
  }

  /** The log comes and goes with the mode. */
  forgetLog(): void {
    this.logIdentity = null;
  }

  place(): FilePlace {
    const identity = identityOf(this.path);
    if (identity === null) return 'gone';
    if (identity !== this.identity) return 'replaced';
    if (this.logIdentity === null) return 'here';
    return identityOf(sideFiles.wal(this.path)) === this.logIdentity ? 'here' : 'logGone';
  }
}

const asideOf = (path: string) => `${sideFiles.wal(path)}.aside`;

/** Closing a connection deletes the log by its name: that of the file which has the name now is put aside meanwhile. */
export function withLogAside(path: string, close: () => void): void {
  const log = sideFiles.wal(path);
  if (existsSync(log)) renameSync(log, asideOf(path));
  try {
    close();
  } finally {
    putLogBack(path);
  }
}

/** Also what a process that was killed in between has left. */
export function putLogBack(path: string): void {
  if (existsSync(asideOf(path)) && !existsSync(sideFiles.wal(path))) renameSync(asideOf(path), sideFiles.wal(path));
}
