/**
 * A disk whose power is cut. What was synced is on it; of what was written since, any part may be: none, all, the first
 * so many writes, any of them, any of their sectors. Names of files that were made, moved or removed come in order: the
 * first so many since their folder was synced are there. This is what journalling file systems promise, and no more.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Random } from '../../fuzz/random.ts';
import type { LogRecord } from './faultLog.ts';

type Change = Extract<LogRecord, { readonly op: 'write' | 'truncate' }>;
type Naming = Extract<LogRecord, { readonly op: 'make' | 'link' | 'rename' | 'remove' }>;

class DiskFile {
  #bytes = Buffer.alloc(0);
  size = 0;
  pending: { readonly order: number; readonly change: Change }[] = [];

  apply(change: Change): void {
    if (change.op === 'truncate') {
      if (change.size < this.size) this.#bytes.fill(0, change.size, this.size);
      this.#grow(change.size);
      this.size = change.size;
    } else this.write(change.bytes, change.at);
  }

  write(bytes: Uint8Array, at: number): void {
    this.#grow(at + bytes.length);
    this.#bytes.set(bytes, at);
    this.size = Math.max(this.size, at + bytes.length);
  }

  sync(): void {
    for (const { change } of this.pending) this.apply(change);
    this.pending = [];
  }

  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.size);
  }

  clone(): DiskFile {
    const copy = new DiskFile();
    copy.write(this.bytes, 0);
    return copy;
  }

  #grow(size: number): void {
    if (size <= this.#bytes.length) return;
    const grown = Buffer.alloc(Math.max(size, 2 * this.#bytes.length));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

export const cutKinds = ['nothing', 'everything', 'first writes', 'any writes', 'any sectors'] as const;
export type CutKind = (typeof cutKinds)[number];

export class CutDisk {
  readonly #byInode = new Map<string, DiskFile>();
  readonly #names = new Map<string, DiskFile>();
  #pendingNames: { readonly naming: Naming; readonly file: DiskFile | undefined }[] = [];
  #order = 0;

  /** @param isHonest false: the disk says that it has synced, and has not */
  apply(record: LogRecord, isHonest = true): void {
    switch (record.op) {
      case 'write':
      case 'truncate':
        this.#file(record.inode).pending.push({ order: this.#order++, change: record });
        break;
      case 'sync':
        if (isHonest) this.#file(record.inode).sync();
        break;
      case 'syncFolder':
        if (isHonest) this.#syncFolder(record.path);
        break;
      case 'make':
        this.#byInode.set(record.inode, new DiskFile());
        this.#pendingNames.push({ naming: record, file: this.#file(record.inode) });
        break;
      case 'link':
        this.#pendingNames.push({ naming: record, file: this.#file(record.inode) });
        break;
      case 'rename':
      case 'remove':
        this.#pendingNames.push({ naming: record, file: undefined });
        break;
      case 'say':
    }
  }

  /** Writes what is left into `folder`, for files that lay in `workedIn`. */
  cut(
    kind: CutKind,
    random: Random,
    { folder, workedIn }: { readonly folder: string; readonly workedIn: string },
  ): void {
    const names = new Map(this.#names);
    const nNames =
      { nothing: 0, everything: this.#pendingNames.length }[kind as string] ??
      random.below(this.#pendingNames.length + 1);
    for (const { naming, file } of this.#pendingNames.slice(0, nNames)) name(names, naming, file);
    const survives = survivorsOf(kind, random, this.#order);
    for (const [path, file] of names) {
      const left = file.clone();
      for (const { order, change } of file.pending) survives(left, order, change);
      const target = join(folder, path.slice(workedIn.length + 1));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, left.bytes);
    }
  }

  #file(inode: string): DiskFile {
    const file = this.#byInode.get(inode);
    if (file === undefined) throw new Error(`the log speaks of inode ${inode}, which it never made`);
    return file;
  }

  #syncFolder(path: string): void {
    const isIn = ({ naming }: { readonly naming: Naming }) =>
      dirname(naming.op === 'rename' ? naming.to : naming.op === 'remove' ? naming.path : naming.path) === path;
    for (const entry of this.#pendingNames.filter(isIn)) name(this.#names, entry.naming, entry.file);
    this.#pendingNames = this.#pendingNames.filter((entry) => !isIn(entry));
  }
}

function name(names: Map<string, DiskFile>, naming: Naming, file: DiskFile | undefined): void {
  if (naming.op === 'remove') names.delete(naming.path);
  else if (naming.op === 'rename') {
    const moved = names.get(naming.from);
    names.delete(naming.from);
    if (moved !== undefined) names.set(naming.to, moved);
  } else if (file !== undefined) names.set(naming.path, file);
}

type Survives = (file: DiskFile, order: number, change: Change) => void;

function survivorsOf(kind: CutKind, random: Random, nOrders: number): Survives {
  const sectorBytes = random.pick([512, 4096]);
  const share = random.pick([10, 30, 50, 70, 90]);
  const isKept = () => random.below(100) < share;
  /** Not to be told apart by the one who reads it from a write that was still under way. */
  const torn = (file: DiskFile, change: Change) => {
    if (change.op === 'truncate') {
      if (isKept()) file.apply(change);
      return;
    }
    for (let at = 0; at < change.bytes.length;) {
      const length = Math.min(sectorBytes - ((change.at + at) % sectorBytes), change.bytes.length - at);
      if (isKept()) file.write(change.bytes.subarray(at, at + length), change.at + at);
      at += length;
    }
  };
  switch (kind) {
    case 'nothing':
      return () => undefined;
    case 'everything':
      return (file, _order, change) => file.apply(change);
    case 'any writes':
      return (file, _order, change) => (isKept() ? file.apply(change) : undefined);
    case 'any sectors':
      return (file, _order, change) => torn(file, change);
    case 'first writes': {
      const last = random.below(Math.min(40, nOrders) + 1);
      return (file, order, change) => {
        const fromEnd = nOrders - order;
        if (fromEnd > last) file.apply(change);
        else if (fromEnd === last) torn(file, change);
      };
    }
  }
}
