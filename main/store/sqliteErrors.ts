import { statfsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { EngineError, type EngineErrorCode } from '../engine/core/errors.ts';

const rules: readonly (readonly [prefix: string, code: EngineErrorCode, meaning: string])[] = [
  ['SQLITE_FULL', 'E_DISK_FULL', 'no space is left on the device; nothing that was saved before is lost'],
  ['SQLITE_CORRUPT', 'E_PROJECT_CORRUPT', 'the project file is damaged'],
  ['SQLITE_NOTADB', 'E_PROJECT_CORRUPT', 'the project file is damaged'],
  ['SQLITE_BUSY', 'E_PROJECT_LOCKED', 'the project is open in another program'],
  ['SQLITE_LOCKED', 'E_PROJECT_LOCKED', 'the project is open in another program'],
  ['SQLITE_READONLY_DBMOVED', 'E_NOT_FOUND', 'the project file was moved or deleted while it was open'],
  ['SQLITE_READONLY', 'E_PERMISSION', 'the project file may not be written'],
  ['SQLITE_PERM', 'E_PERMISSION', 'the project file may not be accessed'],
  ['SQLITE_AUTH', 'E_PERMISSION', 'the project file may not be accessed'],
  ['SQLITE_CANTOPEN', 'E_PERMISSION', 'the project file or one of its side files cannot be opened'],
  ['SQLITE_CONSTRAINT_FOREIGNKEY', 'E_NOT_FOUND', 'it refers to something that is not in the project'],
  ['SQLITE_TOOBIG', 'E_PARAM', 'the value is too large for the project file'],
  ['SQLITE_NOMEM', 'E_OOM', 'memory ran out'],
  ['SQLITE_IOERR', 'E_IO', 'reading or writing the project file failed'],
];

const systemRules: Readonly<Record<string, readonly [EngineErrorCode, string]>> = {
  ENOENT: ['E_NOT_FOUND', 'there is no such file'],
  ERR_INVALID_ARG_VALUE: ['E_NOT_FOUND', 'there is no such file: the name holds a NUL'],
  ENOTDIR: ['E_NOT_FOUND', 'there is no such folder'],
  EACCES: ['E_PERMISSION', 'the operating system refuses access'],
  EPERM: ['E_PERMISSION', 'the operating system refuses access'],
  EROFS: ['E_PERMISSION', 'the file system is read-only'],
  ENOSPC: ['E_DISK_FULL', 'no space is left on the device'],
  EDQUOT: ['E_DISK_FULL', 'the disk quota is used up'],
  EISDIR: ['E_FORMAT', 'it is a folder, not a file'],
};

/** What there is, for whoever has to make room. */
function freeSpace(path: string): string {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return `; ${bavail * bsize} bytes are free in ${dirname(path)}`;
  } catch {
    return '';
  }
}

/** Node has no name for some errors of the system, that of a quota among them, but their number. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return '';
  if (!error.code.startsWith('Unknown system error')) return error.code;
  const number = 'errno' in error ? Math.abs(Number(error.errno)) : NaN;
  return Object.entries(constants.errno).find(([, value]) => value === number)?.[0] ?? 'EIO';
}

/** Names what SQLite or the file system reported, for the file at `path`. EngineErrors pass through. */
export function storeError(error: unknown, path: string): EngineError {
  if (error instanceof EngineError) return error;
  const code = codeOf(error);
  const reason = error instanceof Error ? error.message : String(error);
  const details = { path, reason, ...(code === '' ? {} : { systemCode: code }) };
  const rule = rules.find(([prefix]) => code.startsWith(prefix));
  if (rule !== undefined) {
    const space = rule[1] === 'E_DISK_FULL' ? freeSpace(path) : '';
    return new EngineError(rule[1], `${path}: ${rule[2]} (${reason}${space})`, { cause: error, details });
  }
  const system = systemRules[code];
  if (system !== undefined) return new EngineError(system[0], `${path}: ${system[1]}`, { cause: error, details });
  if (code.startsWith('E')) return new EngineError('E_IO', `${path}: ${reason}`, { cause: error, details });
  return new EngineError('E_INTERNAL', `${path}: ${reason}`, { cause: error, details });
}

export function withStoreErrors<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeError(error, path);
  }
}
