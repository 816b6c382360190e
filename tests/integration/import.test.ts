import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bufferSource } from '../../main/engine/audio/bufferSource.ts';
import type { ByteSource } from '../../main/engine/audio/source.ts';
import { EngineError } from '../../main/engine/core/errors.ts';
import { PeakPyramid } from '../../main/engine/dsp/peaks.ts';
import { projectCloses } from '../../main/services/audio/importAudio.ts';
import { notAborted, openAudioStudio, wavBytes } from '../harness/audioStudio.ts';
import type { AudioStudio } from '../harness/audioStudio.ts';

const jfkPath = new URL('../fixtures/jfk.wav', import.meta.url).pathname;
const jfkFlacPath = new URL('../../resources/samples/jfk.flac', import.meta.url).pathname;

/** The samples of the fixture by an independent reading of its bytes. */
function jfkSamples(): Float32Array {
  const bytes = readFileSync(jfkPath);
  const data = bytes.indexOf('data');
  const length = bytes.readUInt32LE(data + 4) / 2;
  return Float32Array.from({ length }, (_, i) => bytes.readInt16LE(data + 8 + 2 * i) / 32_768);
}

/** The name of one channel of 16-bit samples by content, made anew from its definition. */
function contentHash16(samples: Float32Array): string {
  const whole = createHash('sha256');
  for (let index = 0; index * 65_536 < samples.length; index++) {
    const block = Int16Array.from(samples.subarray(index * 65_536, (index + 1) * 65_536), (x) => x * 32_768);
    whole.update(`0 ${index} s16\n`).update(createHash('sha256').update(new Uint8Array(block.buffer)).digest());
  }
  return whole.digest('hex');
}

/** One channel as big-endian 16-bit samples behind the header of Sun. */
function auBytes(samples: Float32Array, sampleRateHz: number): Uint8Array {
  const file = new DataView(new ArrayBuffer(24 + 2 * samples.length));
  [0x2e_73_6e_64, 24, 2 * samples.length, 3, sampleRateHz, 1].forEach((word, i) => {
    file.setUint32(4 * i, word);
  });
  samples.forEach((x, n) => {
    file.setInt16(24 + 2 * n, x * 32_768);
  });
  return new Uint8Array(file.buffer);
}

let studio: AudioStudio;

beforeEach(() => {
  studio = openAudioStudio();
});
afterEach(async () => {
  await studio.close();
});

const read = async (sourceId: string, startSample: number, count: number, channel = 0) =>
  (await studio.audio.handlers['audio.samples']({ sourceId, channel, startSample, count }, notAborted)).samples;

describe('importing', () => {
  it('makes a document of real speech, sample for sample, that outlives the program', async () => {
    const { job, sourceId } = await studio.importFile(jfkPath);
    const expected = jfkSamples();
    const sha256 = contentHash16(expected);
    expect(job).toMatchObject({
      state: 'done',
      title: 'Import jfk.wav',
      done: 176_000,
      total: 176_000,
      unit: 'samples',
    });
    expect(job.result).toMatchObject({ nSamples: 176_000, sha256 });
    expect(studio.store.documents()).toMatchObject([
      { name: 'jfk.wav', sampleRateHz: 16_000, tracks: [{ channels: 1 }] },
    ]);
    expect(studio.store.assets()).toMatchObject([
      {
        name: 'jfk.wav',
        container: 'WAV',
        sampleFormat: 's16',
        channels: 1,
        state: 'ready',
        sha256,
        nSamples: 176_000,
      },
    ]);
    expect(await read(sourceId, 0, 1_000_000)).toEqual(expected);
    await studio.reopen();
    expect(studio.lastSourceId()).toBe(sourceId);
    expect(await read(sourceId, 65_530, 20)).toEqual(expected.slice(65_530, 65_550));
  });

  it('gives equal sound one name and one copy, from whatever container it comes', async () => {
    await studio.importFile(jfkPath);
    const { sourceId } = await studio.importBytes('copy.au', auBytes(jfkSamples(), 16_000));
    const [first, second] = studio.store.assets();
    expect(second).toMatchObject({ codec: 'PCM s16be', sha256: first!.sha256 });
    expect(studio.store.sizes()).toMatchObject({ blocks: 3, audioBytes: 352_000 });
    expect(await read(sourceId, 0, 176_000)).toEqual(jfkSamples());
  });

  it('imports the shipped 24-bit FLAC, each import as a document of its own clock', async () => {
    await studio.importFile(jfkPath);
    const { job } = await studio.importFile(jfkFlacPath);
    const documents = studio.store.documents();
    expect(documents.map(({ sampleRateHz }) => sampleRateHz)).toEqual([16_000, 44_100]);
    const asset = studio.store.assets()[1]!;
    expect(asset).toMatchObject({ container: 'FLAC', sampleFormat: 's24', channels: 2, state: 'ready' });
    expect(studio.store.readBlock(asset.assetId, 1, 0).encoding).toBe('s24');
    expect(job.result).toMatchObject({ nSamples: asset.nSamples });
  });

  it('tells of growth with the first blocks and at the end', async () => {
    const samples = new Float32Array(400_000).map((_, i) => Math.sin(i / 50) / 2);
    const { sourceId } = await studio.importBytes('tone.wav', wavBytes([samples], { sampleRateHz: 44_100 }));
    const growth = studio.events.flatMap((event) => (event.kind === 'source.grew' ? [event] : []));
    expect(growth[0]).toMatchObject({ sourceId, lengthSamples: 65_536, complete: false });
    expect(growth.at(-1)).toMatchObject({ sourceId, lengthSamples: 400_000, complete: true });
  });

  it('serves what has arrived while the rest is still coming', async () => {
    const samples = new Float32Array(300_000).map((_, i) => Math.sin(i / 50) / 2);
    const bytes = wavBytes([samples], { sampleRateHz: 44_100 });
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const whole = bufferSource('slow.wav', bytes);
    const slow: ByteSource = {
      ...whole,
      async read(offset, length) {
        if (offset > 600_000) await gate;
        return whole.read(offset, length);
      },
    };
    const jobId = studio.audio.startImport({ name: 'slow.wav', openSource: () => Promise.resolve(slow) });
    while (!studio.events.some(({ kind }) => kind === 'source.grew')) await new Promise(setImmediate);
    const sourceId = studio.lastSourceId();
    const part = await studio.audio.handlers['audio.samples'](
      { sourceId, channel: 0, startSample: 65_000, count: 1000 },
      notAborted,
    );
    expect(part).toEqual({ startSample: 65_000, samples: samples.slice(65_000, 65_536), complete: false });
    const tile = await studio.audio.handlers['audio.peaks']({ sourceId, channel: 0, level: 0, index: 0 }, notAborted);
    expect(tile).toMatchObject({ nBins: 256, complete: false });
    expect(studio.store.assets()[0]).toMatchObject({ state: 'importing', sha256: null });
    release();
    await studio.jobs.settled(jobId);
    const later = await studio.audio.handlers['audio.peaks']({ sourceId, channel: 0, level: 0, index: 0 }, notAborted);
    expect(later).toMatchObject({ nBins: 1024, complete: true });
  });

  it('keeps the event loop turning: nothing else waits for an import', async () => {
    const samples = Array.from({ length: 2 }, () => new Float32Array(4_000_000).map((_, i) => Math.sin(i / 50) / 2));
    const importing = studio.importBytes('long.wav', wavBytes(samples, { sampleRateHz: 44_100, format: 's16' }));
    let turns = 0;
    let isRunning = true;
    const count = () => {
      turns++;
      if (isRunning) setTimeout(count, 1);
    };
    count();
    await importing;
    isRunning = false;
    expect(turns).toBeGreaterThan(20);
  });
});

describe('peaks', () => {
  it('equal a direct computation at every level, from the import, the cache and the samples', async () => {
    const { sourceId } = await studio.importFile(jfkPath);
    const pyramid = new PeakPyramid(1);
    pyramid.add([jfkSamples()]);
    const expectAll = async () => {
      for (const level of [0, 1, 3, 6]) {
        const perBin = 256 * 4 ** level;
        const nBins = Math.min(1024, Math.ceil(176_000 / perBin));
        const tile = await studio.audio.handlers['audio.peaks']({ sourceId, channel: 0, level, index: 0 }, notAborted);
        const expected = pyramid.range({ channel: 0, startSample: 0, samplesPerColumn: perBin, nColumns: nBins });
        expect(tile).toEqual({ ...expected, nBins, complete: true });
      }
    };
    await expectAll();
    const files = () => readdirSync(join(studio.cacheDir, 'peaks'));
    expect(files()).toEqual([`${studio.store.assets()[0]!.sha256}.peaks`]);
    await studio.reopen();
    await expectAll();
    rmSync(studio.cacheDir, { recursive: true });
    await studio.reopen();
    const first = await studio.audio.handlers['audio.peaks']({ sourceId, channel: 0, level: 0, index: 0 }, notAborted);
    expect(first).toMatchObject({ nBins: 688, complete: true });
    while (!existsSync(join(studio.cacheDir, 'peaks')) || files().some((name) => !name.endsWith('.peaks')))
      await new Promise((resolve) => setTimeout(resolve, 5));
    await expectAll();
    expect(files()).toHaveLength(1);
  });

  it('are made again when the cached file is damaged', async () => {
    const { sourceId } = await studio.importFile(jfkPath);
    const address = { sourceId, channel: 0, level: 0, index: 0 };
    const good = await studio.audio.handlers['audio.peaks'](address, notAborted);
    const path = join(studio.cacheDir, 'peaks', `${studio.store.assets()[0]!.sha256}.peaks`);
    const bytes = readFileSync(path);
    bytes[1000]! ^= 0x40;
    writeFileSync(path, bytes);
    await studio.reopen();
    expect(await studio.audio.handlers['audio.peaks'](address, notAborted)).toEqual(good);
    truncateSync(path, 2);
    await studio.reopen();
    expect(await studio.audio.handlers['audio.peaks'](address, notAborted)).toEqual(good);
  });

  it('shows a long recording at once when the cache is gone: a coarse view first, then the exact one', async () => {
    const samples = new Float32Array(6_000_000).map((_, i) => Math.sin(i / 50) * (i / 6_000_000));
    const { sourceId } = await studio.importBytes('long.wav', wavBytes([samples], { sampleRateHz: 44_100 }));
    const address = { sourceId, channel: 0, level: 4, index: 0 };
    const exact = await studio.audio.handlers['audio.peaks'](address, notAborted);
    rmSync(studio.cacheDir, { recursive: true });
    await studio.reopen();
    studio.events.length = 0;
    const coarse = await studio.audio.handlers['audio.peaks'](address, notAborted);
    expect(coarse.nBins).toBe(exact.nBins);
    expect(coarse.complete).toBe(false);
    coarse.max.forEach((value, i) => {
      expect(value).toBeLessThanOrEqual(exact.max[i]!);
      expect(value).toBeGreaterThan(exact.max[i]! - 0.02);
    });
    const isComplete = () => studio.events.some((event) => event.kind === 'source.grew' && event.complete);
    while (!isComplete()) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await studio.audio.handlers['audio.peaks'](address, notAborted)).toEqual(exact);
  });

  it('of an edited track come from its clips', async () => {
    await studio.importFile(jfkPath);
    const { assetId } = studio.store.assets()[0]!;
    const documentId = studio.store.insertDocument({ name: 'edited', sampleRateHz: 16_000 });
    const trackId = studio.store.insertTrack(documentId, { name: 'edited', channels: 1 });
    const clip = { assetId, lengthSamples: 1000 };
    studio.store.insertClip(trackId, { ...clip, startSample: 256, assetOffsetSamples: 50_000 });
    studio.store.insertClip(trackId, { ...clip, startSample: 2048, assetOffsetSamples: 20_000 });
    const sourceId = studio.lastSourceId();
    const x = new Float32Array(3048);
    x.set(jfkSamples().subarray(50_000, 51_000), 256);
    x.set(jfkSamples().subarray(20_000, 21_000), 2048);
    expect(await read(sourceId, 0, 10_000)).toEqual(x);
    const pyramid = new PeakPyramid(1);
    pyramid.add([x]);
    const expected = pyramid.range({ channel: 0, startSample: 0, samplesPerColumn: 256, nColumns: 12 });
    const tile = await studio.audio.handlers['audio.peaks']({ sourceId, channel: 0, level: 0, index: 0 }, notAborted);
    expect(tile).toEqual({ ...expected, nBins: 12, complete: true });
  });

  it('show the rest of a recording with a damaged block, and do not cache the gap', async () => {
    const { sourceId } = await studio.importFile(jfkPath);
    const address = { sourceId, channel: 0, level: 0, index: 0 };
    const good = await studio.audio.handlers['audio.peaks'](address, notAborted);
    rmSync(studio.cacheDir, { recursive: true });
    await studio.reopen();
    const { store } = studio;
    const readBlock = store.readBlock.bind(store);
    store.readBlock = (...address) => {
      if (address[2] === 1) throw new EngineError('E_PROJECT_CORRUPT', 'block 1 fails its checksum');
      return readBlock(...address);
    };
    const tile = await studio.audio.handlers['audio.peaks'](address, notAborted);
    expect(tile.max.slice(0, 256)).toEqual(good.max.slice(0, 256));
    expect(tile.max.slice(256, 512)).toEqual(new Float32Array(256));
    expect(tile.max.slice(512)).toEqual(good.max.slice(512));
    const isComplete = () => studio.events.filter((event) => event.kind === 'source.grew' && event.complete).length > 1;
    while (!isComplete()) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await studio.audio.handlers['audio.peaks'](address, notAborted)).toEqual(tile);
    expect(existsSync(join(studio.cacheDir, 'peaks'))).toBe(false);
    await expect(read(sourceId, 60_000, 10_000)).rejects.toMatchObject({ code: 'E_PROJECT_CORRUPT' });
  });

  it('end where the recording ends', async () => {
    const { sourceId } = await studio.importFile(jfkPath);
    const tile = await studio.audio.handlers['audio.peaks']({ sourceId, channel: 0, level: 0, index: 7 }, notAborted);
    expect(tile).toMatchObject({ nBins: 0, complete: true });
    const wrong = studio.audio.handlers['audio.peaks']({ sourceId, channel: 1, level: 0, index: 0 }, notAborted);
    await expect(wrong).rejects.toMatchObject({ code: 'E_PARAM' });
    expect(() => studio.audio.source('nothing')).toThrow(/sourceId=nothing is no track/);
  });
});

describe('bad input', () => {
  const expectNothingLeft = () => {
    expect(studio.store.assets()).toEqual([]);
    expect(studio.store.documents()).toEqual([]);
    expect(studio.store.sizes().blocks).toBe(0);
  };

  it.each([
    ['empty.wav', new Uint8Array(0), 'E_FORMAT', /empty.*0 bytes/],
    ['nonsense.wav', new Uint8Array(5000).fill(0x5a), 'E_FORMAT', /"nonsense.wav"/],
    ['silent.wav', wavBytes([new Float32Array(0)], { sampleRateHz: 16_000 }), 'E_FORMAT', /0 samples/],
    ['zero.wav', wavBytes([], { sampleRateHz: 16_000 }), 'E_FORMAT', /channels=0/],
    ['slow.wav', wavBytes([new Float32Array(9)], { sampleRateHz: 1 }), 'E_FORMAT', /sampleRateHz=1 /],
    ['fast.wav', wavBytes([new Float32Array(9)], { sampleRateHz: 10_000_000 }), 'E_FORMAT', /sampleRateHz=10000000 /],
  ])('%s is refused with the value and the rule, and leaves nothing behind', async (name, bytes, code, message) => {
    const refused = studio.importBytes(name, bytes);
    await expect(refused).rejects.toMatchObject({ code });
    await expect(refused).rejects.toThrow(message);
    expectNothingLeft();
  });

  it('a missing file and a folder are refused', async () => {
    await expect(studio.importFile(join(studio.folder, 'none.wav'))).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    await expect(studio.importFile(studio.folder)).rejects.toMatchObject({ code: 'E_FORMAT' });
  });

  it('a file that shrinks while it is read gives what was there, with a warning', async () => {
    const samples = new Float32Array(500_000).map((_, i) => Math.sin(i / 50) / 2);
    const whole = bufferSource('cut.wav', wavBytes([samples], { sampleRateHz: 44_100 }));
    const cutAt = 44 + 4 * 150_000;
    const shrinking: ByteSource = {
      ...whole,
      read: async (offset, length) => {
        const bytes = await whole.read(offset, length);
        return offset < 65_536 ? bytes : bytes.subarray(0, Math.max(0, cutAt - offset));
      },
    };
    const jobId = studio.audio.startImport({ name: 'cut.wav', openSource: () => Promise.resolve(shrinking) });
    expect(await studio.jobs.settled(jobId)).toMatchObject({ state: 'done', result: { nSamples: 150_000 } });
    expect(studio.store.assets()[0]!.warnings.join()).toMatch(/150000 of 500000/);
    expect(await read(studio.lastSourceId(), 149_990, 100)).toEqual(samples.slice(149_990, 150_000));
  });

  it('a source that fails half way leaves nothing behind and is closed', async () => {
    let closed = 0;
    const whole = bufferSource('bad.wav', wavBytes([new Float32Array(500_000)], { sampleRateHz: 44_100 }));
    const failing: ByteSource = {
      ...whole,
      read: (offset, length) =>
        offset > 900_000 ? Promise.reject(new Error('disk on fire')) : whole.read(offset, length),
      close: () => {
        closed++;
        return Promise.resolve();
      },
    };
    const jobId = studio.audio.startImport({ name: 'bad.wav', openSource: () => Promise.resolve(failing) });
    expect(await studio.jobs.settled(jobId)).toMatchObject({ state: 'failed', error: { message: 'disk on fire' } });
    expectNothingLeft();
    expect(closed).toBe(1);
  });

  it('a cancelled import leaves nothing behind', async () => {
    const bytes = wavBytes([new Float32Array(3_000_000).fill(0.25)], { sampleRateHz: 44_100 });
    const jobId = studio.audio.startImport({
      name: 'cancelled.wav',
      openSource: () => Promise.resolve(bufferSource('cancelled.wav', bytes)),
    });
    while (!studio.events.some(({ kind }) => kind === 'source.grew')) await new Promise(setImmediate);
    expect(studio.store.assets()).toHaveLength(1);
    studio.jobs.cancel(jobId);
    expect(await studio.jobs.settled(jobId)).toMatchObject({ state: 'cancelled', error: null });
    expectNothingLeft();
  });

  it('an import that ends because the project closes leaves what had arrived', async () => {
    const bytes = wavBytes([new Float32Array(3_000_000).fill(0.25)], { sampleRateHz: 44_100 });
    const openSource = () => Promise.resolve(bufferSource('long.wav', bytes));
    const jobId = studio.audio.startImport({ name: 'long.wav', openSource });
    while (!studio.events.some(({ kind }) => kind === 'source.grew')) await new Promise(setImmediate);
    studio.jobs.cancelAll(projectCloses);
    expect(await studio.jobs.settled(jobId)).toMatchObject({ state: 'cancelled', error: null });
    const [asset] = studio.store.assets();
    expect(asset).toMatchObject({ name: 'long.wav', state: 'importing', sha256: null });
    expect(asset!.nSamples).toBeGreaterThan(0);
    expect(await read(studio.lastSourceId(), 0, 3)).toEqual(new Float32Array(3).fill(0.25));
  });

  it('NaN and infinite samples are kept, hashed and counted, and drawn as silence', async () => {
    const samples = new Float32Array(100_000).fill(0.5);
    samples.set([NaN, Infinity, -Infinity], 1000);
    const { sourceId } = await studio.importBytes('nan.wav', wavBytes([samples], { sampleRateHz: 44_100 }));
    expect(studio.store.assets()[0]!.warnings.join()).toMatch(/3 samples are NaN or infinite/);
    expect(await read(sourceId, 999, 5)).toEqual(samples.slice(999, 1004));
    const tile = await studio.audio.handlers['audio.peaks']({ sourceId, channel: 0, level: 0, index: 0 }, notAborted);
    expect([...tile.max, ...tile.min, ...tile.rms].every(Number.isFinite)).toBe(true);
  });

  it('32 channels and odd rates come through', async () => {
    const channels = Array.from({ length: 32 }, (_, c) => new Float32Array(70_001).fill(c / 64));
    const { sourceId } = await studio.importBytes('many.wav', wavBytes(channels, { sampleRateHz: 383_999 }));
    expect(studio.store.documents()[0]).toMatchObject({ sampleRateHz: 383_999, tracks: [{ channels: 32 }] });
    for (const c of [0, 17, 31]) expect(await read(sourceId, 69_998, 9, c)).toEqual(new Float32Array(3).fill(c / 64));
  });

  it('a project closed while importing is left clean, and so is no project', async () => {
    const bytes = wavBytes([new Float32Array(3_000_000).fill(0.25)], { sampleRateHz: 44_100 });
    const openSource = () => Promise.resolve(bufferSource('left.wav', bytes));
    const jobIds = [1, 2].map(() => studio.audio.startImport({ name: 'left.wav', openSource }));
    while (!studio.events.some(({ kind }) => kind === 'source.grew')) await new Promise(setImmediate);
    await studio.audio.closeProject();
    for (const jobId of jobIds) expect((await studio.jobs.settled(jobId)).state).toBe('cancelled');
    expectNothingLeft();
  });
});
