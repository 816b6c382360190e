/** Writes a take as it comes. What was acknowledged is on the disk: it survives a kill and a power cut. */
import { open, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EngineError } from '../../engine/core/errors.ts';
import { storeError } from '../../store/sqliteErrors.ts';
import { readTake } from './readTake.ts';
import {
  encodeMark,
  encodeTakeChunk,
  encodeTakeHeader,
  maxChunkFrames,
  maxGapSec,
  type TakeChunk,
  type TakeHeader,
} from './takeFormat.ts';

export type TakeFile = Pick<FileHandle, 'write' | 'datasync' | 'close'>;

interface Waiting {
  readonly bytes: Buffer;
  readonly endFrame: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class TakeWriter {
  readonly header: TakeHeader;
  readonly #file: TakeFile;
  readonly #path: string;
  #end: number; // of what is on the disk
  #endFrame = 0; // of what is on the disk
  #nextFrame = 0; // with what waits
  #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;

  /** @param written what is on the disk: the header, and nFrames where it goes on */
  constructor(
    file: TakeFile,
    path: string,
    header: TakeHeader,
    written: { readonly end: number; readonly nFrames: number },
  ) {
    this.#file = file;
    this.#path = path;
    this.header = header;
    this.#end = written.end;
    this.#endFrame = this.#nextFrame = written.nFrames;
  }

  /** @throws EngineError E_DISK_FULL, E_PERMISSION, E_IO, E_NOT_FOUND */
  static async create(path: string, header: TakeHeader): Promise<TakeWriter> {
    let file: FileHandle | null = null;
    try {
      file = await open(path, 'wx');
      const bytes = encodeTakeHeader(header);
      await writeAll(file, bytes, 0);
      await file.sync();
      await syncFolder(dirname(path));
      return new TakeWriter(file, path, header, { end: bytes.length, nFrames: 0 });
    } catch (error) {
      // What failed first is what there is to tell. A file without its header holds nothing, and nothing will go into it.
      await file?.close().catch(() => undefined);
      if (file !== null) await rm(path, { force: true }).catch(() => undefined);
      throw storeError(error, path);
    }
  }

  /** Goes on behind the last whole chunk of a take whose writing was cut short. @throws EngineError as create, E_FORMAT */
  static async reopen(path: string): Promise<TakeWriter> {
    const { header, endBytes, nFrames } = await readTake(path);
    try {
      return new TakeWriter(await open(path, 'r+'), path, header, { end: endBytes, nFrames });
    } catch (error) {
      throw storeError(error, path);
    }
  }

  /** Frames that are on the disk, with those that were lost on the way. */
  get nFrames(): number {
    return this.#endFrame;
  }

  /**
   * Resolves when it is on the disk. One that failed may be handed in again: it takes the place of what was written.
   * @throws EngineError E_SHAPE, E_PARAM; E_DISK_FULL, E_IO
   */
  async append(chunk: TakeChunk): Promise<void> {
    this.#check(chunk);
    const endFrame = chunk.startFrame + (chunk.channels[0]?.length ?? 0);
    this.#nextFrame = endFrame;
    await this.#put(encodeTakeChunk(chunk), endFrame);
  }

  /** Resolves when it is on the disk. @throws EngineError E_DISK_FULL, E_IO */
  async mark(frame: number): Promise<void> {
    await this.#put(encodeMark(frame), this.#nextFrame);
  }

  /** Once what waits is on the disk, or has failed. */
  async settle(): Promise<void> {
    await this.#writing;
  }

  #put(bytes: Buffer, endFrame: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ bytes, endFrame, resolve, reject });
      this.#writing ??= this.#write();
    });
  }

  /** Once what waits is on the disk, or has failed. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }

  /** All that waits in one piece: a disk that is slow to confirm is asked less often, not for longer. */
  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      const bytes = Buffer.concat(batch.map((one) => one.bytes));
      try {
        await writeAll(this.#file, bytes, this.#end);
        await this.#file.datasync();
        this.#end += bytes.length;
        this.#endFrame = batch.at(-1)?.endFrame ?? this.#endFrame;
        for (const { resolve } of batch) resolve();
      } catch (error) {
        const lost = [...batch, ...this.#waiting]; // what follows has lost its place too
        this.#waiting = [];
        this.#nextFrame = this.#endFrame;
        for (const { reject } of lost) reject(storeError(error, this.#path));
      }
    }
    this.#writing = null; // at once: what is handed in next begins anew
  }

  #check({ startFrame, channels }: TakeChunk): void {
    const nFrames = channels[0]?.length ?? 0;
    if (channels.length !== this.header.channels || channels.some(({ length }) => length !== nFrames))
      throw new EngineError(
        'E_SHAPE',
        `a chunk of [${channels.map(({ length }) => length).join(', ')}] frames by channel must have ${this.header.channels} channels of equal length`,
      );
    if (nFrames < 1 || nFrames > maxChunkFrames)
      throw new EngineError('E_PARAM', `nFrames=${nFrames} of a chunk must be in [1, ${maxChunkFrames}]`);
    const latest = this.#nextFrame + maxGapSec * this.header.sampleRateHz;
    if (!Number.isSafeInteger(startFrame) || startFrame < this.#nextFrame || startFrame > latest)
      throw new EngineError(
        'E_PARAM',
        `startFrame=${startFrame} must be an integer in [${this.#nextFrame}, ${latest}]`,
      );
  }
}

/** A disk may take less at once than it is given. */
async function writeAll(file: TakeFile, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;)
    done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
}

/** So that the file's name survives a power cut. Windows has no such thing and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
