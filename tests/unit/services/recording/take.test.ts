import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openAudio } from '../../../../main/engine/audio/openAudio.ts';
import { readTake, type Take } from '../../../../main/services/recording/readTake.ts';
import { takeAsWav } from '../../../../main/services/recording/takeAsWav.ts';
import { encodeTakeChunk, encodeTakeHeader } from '../../../../main/services/recording/takeFormat.ts';
import { takeWarnings } from '../../../../main/services/recording/takeWarnings.ts';
import { TakeWriter, type TakeFile } from '../../../../main/services/recording/takeWriter.ts';
import { temporaryFolder } from '../../store/projectFixture.ts';
import { chunk, header, valueAt, writeTake } from './takes.ts';

/** All of it, as the import reads it. */
async function soundOf(path: string, take: Take): Promise<Float32Array[]> {
  const decoder = await openAudio(await takeAsWav(path, take), {});
  const channels = [0, 1].map(() => new Float32Array(take.nFrames));
  let at = 0;
  for await (const block of decoder.blocks()) {
    for (const [c, samples] of block.channels.entries()) channels[c]?.set(samples, at);
    at += block.nSamples;
  }
  expect(decoder.info).toMatchObject({ sampleFormat: 'f32', sampleRateHz: 48_000, channels: 2 });
  await decoder.close();
  expect(at).toBe(take.nFrames);
  return channels;
}

/** Where a chunk is, its own samples; elsewhere silence. */
async function expectSound(path: string, take: Take): Promise<void> {
  const sound = await soundOf(path, take);
  const isKept = (frame: number) =>
    take.chunks.some(({ startFrame, nFrames }) => frame >= startFrame && frame < startFrame + nFrames);
  for (const [c, samples] of sound.entries())
    for (const [frame, value] of samples.entries()) expect(value).toBe(isKept(frame) ? valueAt(frame, c) : 0);
}

describe('a take', () => {
  it('is read back bit for bit, gaps as silence of their length', async () => {
    const path = await writeTake([chunk(0, 5), chunk(5, 3), chunk(20, 4)]);
    const take = await readTake(path);
    expect(take).toMatchObject({ header, nFrames: 24, lostFrames: 12, nOver: 0, unreadBytes: 0, measuredRateHz: null });
    await expectSound(path, take);
    expect(takeWarnings(take)).toEqual([
      '12 samples were lost while it was recorded or damaged since: silent, at 0.000–0.000 s of the take',
    ]);
  });

  it('cut off at any byte keeps every chunk that is whole', async () => {
    const chunks = [chunk(0, 3), chunk(3, 1), chunk(8, 4)];
    const path = await writeTake(chunks);
    const bytes = readFileSync(path);
    const headBytes = encodeTakeHeader(header).length;
    const ends = chunks.map((_, i) => headBytes + Buffer.concat(chunks.slice(0, i + 1).map(encodeTakeChunk)).length);
    expect(ends.at(-1)).toBe(bytes.length);
    for (let length = 0; length < bytes.length; length++) {
      writeFileSync(path, bytes.subarray(0, length));
      if (length < headBytes) {
        await expect(readTake(path)).rejects.toMatchObject({ code: 'E_FORMAT' });
        continue;
      }
      const whole = ends.filter((end) => end <= length).length;
      const take = await readTake(path);
      expect(take.chunks.map(({ startFrame }) => startFrame)).toEqual([0, 3, 8].slice(0, whole));
      expect(take.unreadBytes).toBe(length - (ends[whole - 1] ?? headBytes));
    }
  });

  it('with any byte changed loses no more than the chunk it lies in, and says so', async () => {
    const path = await writeTake([chunk(0, 3), chunk(3, 2), chunk(5, 4)]);
    const bytes = readFileSync(path);
    const headBytes = encodeTakeHeader(header).length;
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 1 << (at % 8);
      writeFileSync(path, damaged);
      if (at < headBytes) {
        await expect(readTake(path)).rejects.toMatchObject({ code: 'E_FORMAT' });
        continue;
      }
      const take = await readTake(path);
      expect(take.chunks.length).toBe(2);
      expect(take.unreadBytes).toBeGreaterThan(0);
      expect(takeWarnings(take).length).toBeGreaterThan(0);
    }
    await expectSound(path, await readTake(path));
  });

  it('is read in pieces of any size as in one', async () => {
    const path = await writeTake([chunk(0, 5), chunk(9, 3), chunk(12, 40)]);
    const wav = await takeAsWav(path, await readTake(path));
    const whole = Buffer.from(await wav.read(0, wav.size ?? 0));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length + 9), fc.nat(whole.length), async (offset, length) => {
        const room = new Uint8Array(length).fill(255);
        const piece = await wav.read(offset, length, room);
        expect(Buffer.from(piece).equals(whole.subarray(offset, offset + length))).toBe(true);
      }),
      { numRuns: 60 },
    );
    await wav.close();
  });

  it('bug: was silent from where the system gave less than it was asked for, or where the file ended early', async () => {
    const path = await writeTake([chunk(0, 5), chunk(9, 40)]);
    const take = await readTake(path);
    const file = await open(path);
    const every = Object.getPrototypeOf(file) as Pick<FileHandle, 'read'>;
    await file.close();
    const read = every.read as (
      room: Uint8Array,
      at: number,
      length: number,
      from: number,
    ) => ReturnType<typeof every.read>;
    const short = vi.spyOn(every, 'read').mockImplementation(function (this: FileHandle, ...given: unknown[]) {
      const [room, at, length, from] = given as Parameters<typeof read>;
      return read.call(this, room, at, Math.min(length, 7), from);
    });
    await expectSound(path, take);
    short.mockRestore();
    truncateSync(path, readFileSync(path).length - 20);
    await expect(soundOf(path, take)).rejects.toMatchObject({ code: 'E_IO' });
  });

  it('keeps markers between its blocks, wherever they point, and finds them behind what is damaged', async () => {
    const path = join(temporaryFolder(), 'a.take');
    const writer = await TakeWriter.create(path, header);
    await writer.append(chunk(0, 5));
    await writer.mark(3);
    await writer.mark(0);
    await writer.append(chunk(5, 5));
    await writer.mark(700);
    await writer.close();
    expect(await readTake(path)).toMatchObject({ marks: [0, 3, 700], nFrames: 10, unreadBytes: 0 });
    const bytes = readFileSync(path);
    bytes[bytes.indexOf('PHMK') + 6]! ^= 1;
    writeFileSync(path, bytes);
    expect(await readTake(path)).toMatchObject({ marks: [0, 700], nFrames: 10, unreadBytes: 16 });
  });

  it('tells overload and the rate that the device really had', async () => {
    const loud = chunk(0, 4);
    loud.channels[1]!.set([1, -1.5], 1);
    const take = await readTake(await writeTake([loud, chunk(441_000, 4, 10_000)]));
    expect(take.nOver).toBe(2);
    expect(take.measuredRateHz).toBe(44_100);
    expect(takeWarnings(take)).toContain(
      'the input was overloaded: 2 samples reach full scale, at 0.000–0.000 s of the take',
    );
    expect(takeWarnings(take).at(-1)).toContain('44100.0 samples a second by the computer');
  });

  it('that is another file, or none, is refused', async () => {
    const path = await writeTake([]);
    expect((await readTake(path)).nFrames).toBe(0);
    writeFileSync(path, 'RIFF and so on, long enough to be looked at');
    await expect(readTake(path)).rejects.toMatchObject({ code: 'E_FORMAT' });
    await expect(readTake(`${path}.gone`)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  });
});

describe('writing a take', () => {
  it('refuses what goes back, has a wrong shape or leaves too long a gap', async () => {
    const path = await writeTake([]);
    const writer = await TakeWriter.create(`${path}2`, header);
    await writer.append(chunk(0, 10));
    await expect(writer.append(chunk(9, 10))).rejects.toMatchObject({ code: 'E_PARAM' });
    await expect(writer.append(chunk(48_000 * 86_401, 1))).rejects.toMatchObject({ code: 'E_PARAM' });
    await expect(writer.append(chunk(10, 0))).rejects.toMatchObject({ code: 'E_PARAM' });
    const [left] = chunk(10, 4).channels;
    const shapes = [[left!], [left!, left!.subarray(1)]];
    for (const channels of shapes)
      await expect(writer.append({ startFrame: 10, stampMs: 0, channels })).rejects.toMatchObject({ code: 'E_SHAPE' });
    await writer.close();
    await expect(TakeWriter.create(`${path}2`, header)).rejects.toBeInstanceOf(Error); // never over another
  });

  it('bug: a disk that was full for more than ten minutes ended the recording for good', async () => {
    const take = await readTake(await writeTake([chunk(0, 5), chunk(48_000 * 3600, 5)]));
    expect(take).toMatchObject({ nFrames: 48_000 * 3600 + 5, lostFrames: 48_000 * 3600 - 5, unreadBytes: 0 });
  });

  it('a full disk is told, and the same chunks handed in again find their place', async () => {
    const written: Buffer[] = [];
    let isFull = false;
    const file = {
      write: (bytes: Buffer, from: number, count: number, position: number) => {
        if (isFull) return Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
        const some = Math.min(count, 37); // the system may take less than it was given
        written.push(Buffer.concat([Buffer.from([position]), bytes.subarray(from, from + some)]));
        return Promise.resolve({ bytesWritten: some, buffer: bytes });
      },
      datasync: () => Promise.resolve(),
      close: () => Promise.resolve(),
    } as unknown as TakeFile;
    const writer = new TakeWriter(file, '/no/such/a.take', header, { end: 0, nFrames: 0 });
    isFull = true;
    const failed = await Promise.allSettled([writer.append(chunk(0, 2)), writer.append(chunk(2, 2))]);
    for (const one of failed) expect(one).toMatchObject({ status: 'rejected', reason: { code: 'E_DISK_FULL' } });
    expect(writer.nFrames).toBe(0);
    isFull = false;
    await Promise.all([writer.append(chunk(0, 2)), writer.append(chunk(2, 2))]);
    expect(writer.nFrames).toBe(4);
    const expected = Buffer.concat([chunk(0, 2), chunk(2, 2)].map(encodeTakeChunk));
    const disk = Buffer.alloc(expected.length);
    for (const piece of written) piece.copy(disk, piece[0], 1);
    expect(disk.equals(expected)).toBe(true);
  });
});

/** What every file does when it is written to. */
interface EveryFile {
  write: (
    this: FileHandle,
    bytes: Buffer,
    from: number,
    count: number,
    at: number,
  ) => Promise<{ bytesWritten: number }>;
}

describe('the header of a take', () => {
  const everyFile = async () => {
    const file = await open(join(temporaryFolder(), 'any'), 'w');
    const every = Object.getPrototypeOf(file) as EveryFile;
    await file.close();
    return every;
  };
  afterEach(() => vi.restoreAllMocks());

  it('bug: was cut short where the system took less than it was given', async () => {
    const every = await everyFile();
    const { write } = every;
    vi.spyOn(every, 'write').mockImplementation(function (this: FileHandle, bytes, from, count, at) {
      return write.call(this, bytes, from, Math.min(count, 7), at);
    });
    const path = await writeTake([chunk(0, 5)]);
    expect(await readTake(path)).toMatchObject({ header, nFrames: 5, unreadBytes: 0 });
  });

  it('bug: left its file open, and in the folder for ever, when it could not be written', async () => {
    const every = await everyFile();
    const handles: FileHandle[] = [];
    vi.spyOn(every, 'write').mockImplementation(function (this: FileHandle) {
      handles.push(this);
      return Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    });
    const folder = temporaryFolder();
    const made = TakeWriter.create(join(folder, 'a.take'), header);
    await expect(made).rejects.toMatchObject({ code: 'E_DISK_FULL' });
    expect(handles.map(({ fd }) => fd)).toEqual([-1]); // closed
    expect(readdirSync(folder)).toEqual([]);
  });
});
