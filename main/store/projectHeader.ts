/** Reads the first 100 bytes of a file without SQLite, so that a file we refuse is never touched by it. */
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { EngineError } from '../engine/core/errors.ts';
import { currentSchemaVersion } from './migrations/migrations.ts';
import { projectApplicationId, sideFiles } from './projectFormat.ts';
import { isOpenHere } from './projectLock.ts';
import { storeError } from './sqliteErrors.ts';

const headerBytes = 100;
const magic = 'SQLite format 3\0';

export interface ProjectHeader {
  readonly schemaVersion: number;
  readonly pageBytes: number;
  readonly fileBytes: number;
  /** The last writer did not get to close the file: it is in write-ahead mode or has side files. */
  readonly isUnclean: boolean;
  readonly hasWal: boolean;
  readonly hasJournal: boolean;
}

function nonEmpty(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function readStart(path: string): { bytes: Buffer; fileBytes: number } {
  // Closing any descriptor of a file drops this process's POSIX locks on it, SQLite's own among them.
  if (isOpenHere(path))
    throw new EngineError('E_PROJECT_LOCKED', `${path}: already open in this program`, {
      details: { path, pid: process.pid },
    });
  try {
    const fd = openSync(path, 'r');
    try {
      const stat = fstatSync(fd);
      if (!stat.isFile()) throw new EngineError('E_FORMAT', `${path}: not a file`, { details: { path } });
      const bytes = Buffer.alloc(headerBytes);
      const read = readSync(fd, bytes, 0, headerBytes, 0);
      return { bytes: bytes.subarray(0, read), fileBytes: stat.size };
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw storeError(error, path);
  }
}

/** True if the file starts as every SQLite database does, whoever wrote it. */
export function looksLikeProject(path: string): boolean {
  return readStart(path).bytes.toString('latin1', 0, magic.length) === magic;
}

type Refuse = (code: 'E_FORMAT' | 'E_PROJECT_NEWER' | 'E_PROJECT_CORRUPT', message: string) => EngineError;

function checkLength(
  header: Buffer,
  { fileBytes, pageBytes }: { readonly fileBytes: number; readonly pageBytes: number },
  refuse: Refuse,
): void {
  const nPages = header.readUInt32BE(28);
  // SQLite itself would take the count from the file's length, and correct the header on the spot.
  if (nPages === 0 || header.readUInt32BE(24) !== header.readUInt32BE(92))
    throw refuse('E_PROJECT_CORRUPT', `damaged: its header counts ${nPages} pages, and its change counters disagree`);
  if (fileBytes < nPages * pageBytes)
    throw refuse(
      'E_PROJECT_CORRUPT',
      `damaged: ${fileBytes} bytes, but its header promises ${nPages} pages of ${pageBytes} (${nPages * pageBytes} bytes); the end is missing`,
    );
}

/** @throws EngineError E_FORMAT, E_PROJECT_NEWER, E_PROJECT_CORRUPT, E_PROJECT_LOCKED, E_NOT_FOUND, E_PERMISSION */
export function readProjectHeader(path: string): ProjectHeader {
  const { bytes, fileBytes } = readStart(path);
  const refuse: Refuse = (code, message) => new EngineError(code, `${path}: ${message}`, { details: { path } });

  if (fileBytes === 0) throw refuse('E_FORMAT', 'not a Phonoscope project: the file is empty');
  if (bytes.toString('latin1', 0, magic.length) !== magic)
    throw refuse('E_FORMAT', 'not a Phonoscope project: it does not start as an SQLite database');
  if (bytes.length < headerBytes)
    throw refuse('E_PROJECT_CORRUPT', `damaged: ${fileBytes} bytes are too few for a header of ${headerBytes}`);

  const applicationId = bytes.readUInt32BE(68);
  if (applicationId !== projectApplicationId)
    throw refuse(
      'E_FORMAT',
      `not a Phonoscope project: an SQLite database of another program (application id ${applicationId})`,
    );
  const schemaVersion = bytes.readUInt32BE(60);
  if (schemaVersion > currentSchemaVersion)
    throw refuse(
      'E_PROJECT_NEWER',
      `written by a newer Phonoscope (schema version ${schemaVersion}, this one reads up to ${currentSchemaVersion})`,
    );
  if (schemaVersion === 0) throw refuse('E_PROJECT_CORRUPT', 'damaged: schema version 0 must be ≥ 1');

  const pageField = bytes.readUInt16BE(16);
  const pageBytes = pageField === 1 ? 65_536 : pageField;
  if (pageBytes < 512 || (pageBytes & (pageBytes - 1)) !== 0)
    throw refuse('E_PROJECT_CORRUPT', `damaged: page size ${pageBytes} must be a power of two from 512 to 65536`);

  const hasWal = nonEmpty(sideFiles.wal(path));
  const hasJournal = nonEmpty(sideFiles.journal(path));
  // We enter write-ahead mode before its log exists and leave it after the log is gone.
  if (hasWal && bytes[18] !== 2)
    throw refuse(
      'E_PROJECT_CORRUPT',
      `${sideFiles.wal(path)} lies beside it but belongs to another file of this name; move it away to open the project`,
    );
  // While a log or journal is pending, the file's own length and counters may be those of any moment.
  if (!hasWal && !hasJournal) checkLength(bytes, { fileBytes, pageBytes }, refuse);
  const isUnclean = hasWal || hasJournal || bytes[18] === 2;
  return { schemaVersion, pageBytes, fileBytes, isUnclean, hasWal, hasJournal };
}
