import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isOwnJournal } from '../../../main/store/ownJournal.ts';
import { addRecording, newStore } from './projectFixture.ts';

const pageBytes = 8192;
const sectorBytes = 512;

/** A rollback journal of pages as they were, as SQLite lays it beside the file. */
function journalOf(pages: readonly (readonly [number: number, page: Buffer])[]): Buffer {
  const header = Buffer.alloc(sectorBytes);
  Buffer.from('d9d505f920a163d7', 'hex').copy(header);
  [pages.length, 12_345, 20, sectorBytes, pageBytes].forEach((word, i) => header.writeUInt32BE(word, 8 + 4 * i));
  const records = pages.flatMap(([number, page]) => {
    const [before, after] = [Buffer.alloc(4), Buffer.alloc(4)];
    before.writeUInt32BE(number);
    return [before, page, after];
  });
  return Buffer.concat([header, ...records]);
}

/** A closed project and its first page with the counter of changes set back. */
function closedProject() {
  const store = newStore();
  addRecording(store);
  store.close();
  const path = store.filePath;
  const pageBefore = (nBefore: number) => {
    const page = Buffer.from(readFileSync(path).subarray(0, pageBytes));
    page.writeUInt32BE(page.readUInt32BE(24) - nBefore, 24);
    return page;
  };
  return { path, pageBefore, lay: (journal: Buffer) => writeFileSync(`${path}-journal`, journal) };
}

const other = Buffer.alloc(pageBytes, 7);

describe('a pending journal', () => {
  it.each([0, 1])("is its file's own with the first page of %i changes before", (nBefore) => {
    const { path, pageBefore, lay } = closedProject();
    lay(journalOf([[9, other], [1, pageBefore(nBefore)], [4, other]])); // prettier-ignore
    expect(isOwnJournal(path)).toBe(true);
  });

  it("is a stranger's if it tells of another history, another program or of nothing", () => {
    const { path, pageBefore, lay } = closedProject();
    const ofAnotherProgram = pageBefore(1);
    ofAnotherProgram.writeUInt32BE(0, 68);
    const strangers = [
      journalOf([[1, pageBefore(2)]]),
      journalOf([[1, pageBefore(-1)]]),
      journalOf([[1, ofAnotherProgram]]),
      journalOf([[2, pageBefore(1)]]),
      journalOf([]),
      journalOf([[1, pageBefore(1)]]).subarray(0, 1000),
      Buffer.alloc(2000),
      Buffer.alloc(3),
    ];
    for (const journal of strangers) {
      lay(journal);
      expect(isOwnJournal(path)).toBe(false);
    }
  });
});
