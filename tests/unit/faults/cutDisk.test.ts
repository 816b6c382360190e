import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CutDisk, cutKinds, type CutKind } from '../../faults/shim/cutDisk.ts';
import type { LogRecord } from '../../faults/shim/faultLog.ts';
import { createRandom } from '../../fuzz/random.ts';

const write = (inode: string, at: number, text: string): LogRecord => ({
  ...{ op: 'write', inode, at, bytes: Buffer.from(text) },
});
const synced: LogRecord[] = [
  { op: 'make', inode: '1', path: '/w/a' },
  write('1', 0, 'synced'),
  { op: 'sync', inode: '1' },
  { op: 'syncFolder', path: '/w' },
];
const pending: LogRecord[] = [
  write('1', 6, ' not'),
  { op: 'make', inode: '2', path: '/w/b' },
  write('2', 0, 'new'),
  { op: 'rename', from: '/w/b', to: '/w/c' },
];

/** What is in the files a, b and c after a cut. */
function left(records: readonly LogRecord[], kind: CutKind, isHonest = true): (string | null)[] {
  const folder = mkdtempSync(join(tmpdir(), 'phonoscope-cut-'));
  try {
    const disk = new CutDisk();
    for (const record of records) disk.apply(record, isHonest);
    disk.cut(kind, createRandom(7), { folder, workedIn: '/w' });
    const text = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null);
    return ['a', 'b', 'c'].map(text);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('what was synced is there after any cut, what was not may be', () => {
  for (const kind of cutKinds) expect(left(synced, kind)[0], kind).toBe('synced');
  for (const kind of cutKinds) expect(left([...synced, ...pending], kind)[0]?.startsWith('synced'), kind).toBe(true);
  expect(left([...synced, ...pending], 'nothing')).toEqual(['synced', null, null]);
  expect(left([...synced, ...pending], 'everything')).toEqual(['synced not', null, 'new']);
});

it('of a disk that lies nothing need be there', () => {
  expect(left(synced, 'nothing', false)).toEqual([null, null, null]);
});

it('a file keeps its content under the name it is moved to, once the folder is synced', () => {
  const moved: LogRecord[] = [...synced, { op: 'rename', from: '/w/a', to: '/w/c' }];
  expect(left(moved, 'nothing')).toEqual(['synced', null, null]);
  expect(left([...moved, { op: 'syncFolder', path: '/w' }], 'nothing')).toEqual([null, null, 'synced']);
  const cut: LogRecord[] = [...synced, { op: 'truncate', inode: '1', size: 2 }, { op: 'sync', inode: '1' }];
  expect(left([...cut, write('1', 4, 'x'), { op: 'sync', inode: '1' }], 'nothing')[0]).toBe('sy\0\0x');
});
