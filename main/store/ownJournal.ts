/**
 * Whether the rollback journal beside a file is plainly that file's own. SQLite would play any journal of the right
 * name back; a stranger's would destroy the file. A journal begins with a header of one sector and goes on with records
 * of page number, the page as it was, and checksum (https://www.sqlite.org/fileformat2.html#the_rollback_journal). One
 * of the pages is the first, as every transaction counts itself there.
 */
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { sideFiles } from './projectFormat.ts';

const magic = Buffer.from([0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]);
const mostBytes = 64 * 2 ** 20;
/** Of the first page: what cannot change within one schema (page size, application id, version), and the counter that grows by one. */
const identityBytes = [
  [16, 18],
  [56, 64],
  [68, 72],
] as const;
const changeCounterAt = 24;

export function isOwnJournal(path: string): boolean {
  const journalPath = sideFiles.journal(path);
  if (statSync(journalPath).size > mostBytes) return false;
  const then = firstPage(readFileSync(journalPath));
  const now = readStart(path);
  if (then === null || now.length < 100) return false;
  const isSame = identityBytes.every(([from, to]) => now.subarray(from, to).equals(then.subarray(from, to)));
  const nChanges = now.readUInt32BE(changeCounterAt) - then.readUInt32BE(changeCounterAt);
  return isSame && (nChanges === 0 || nChanges === 1);
}

function firstPage(journal: Buffer): Buffer | null {
  if (journal.length < 28 || !journal.subarray(0, 8).equals(magic)) return null;
  const sectorBytes = journal.readUInt32BE(20);
  const pageBytes = journal.readUInt32BE(24);
  if (sectorBytes < 28 || pageBytes < 512) return null;
  for (let at = sectorBytes; at + 8 + pageBytes <= journal.length; at += 8 + pageBytes)
    if (journal.readUInt32BE(at) === 1) return journal.subarray(at + 4, at + 4 + pageBytes);
  return null;
}

function readStart(path: string): Buffer {
  const bytes = Buffer.alloc(100);
  const fd = openSync(path, 'r');
  try {
    return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(fd);
  }
}
