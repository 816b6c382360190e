/** Sound out of a project: sample for sample what a naive renderer gives, in every form, whole or not at all. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportRequest } from '../../preload/contract/exports.ts';
import { readAnnotations } from '../../main/engine/annotation/readAnnotations.ts';
import { readWavCues } from '../../main/engine/annotation/readWavCues.ts';
import { bufferSource } from '../../main/engine/audio/bufferSource.ts';
import { resample } from '../../main/engine/dsp/resample/resample.ts';
import { newId } from '../../main/store/rows.ts';
import { insertTier, insertTierItems } from '../fixtures/projects/tierEdits.ts';
import { notAborted, openAudioStudio, wavBytes, type AudioStudio } from '../harness/audioStudio.ts';
import { exportRequest, intervalsOf, type Intervals } from '../harness/exportRequests.ts';
import { decodeAll } from '../unit/engine/audio/decodeAll.ts';
import { exportStage, newFolder } from './exportStage.ts';

const sampleRateHz = 48_000;
const nSamples = 1_000_000;
const second = { startSample: 300_000, gain: -0.5, isMuted: false };
const third = { startSample: 0, gain: 0.7, isMuted: true };
let studio: AudioStudio;
let stage: ReturnType<typeof exportStage>;
let documentId: string;
let tierId: string;
let trackIds: string[];
let left: Float32Array;
let right: Float32Array;
let mono: Float32Array;

/** Seeded noise of 16 bits that is not quiet. */
function noise(seed: number, count: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
    return (state >> 16) / 2 ** 15;
  });
}

beforeAll(async () => {
  studio = openAudioStudio();
  stage = exportStage(studio);
  [left, right, mono] = [noise(1, nSamples), noise(2, nSamples), noise(3, 400_000)];
  await studio.importBytes('pair.wav', wavBytes([left, right], { sampleRateHz, format: 's16' }));
  await studio.importBytes('mono.wav', wavBytes([mono], { sampleRateHz, format: 's16' }));
  const [pair, single] = studio.store.documents();
  documentId = pair!.documentId;
  const [clip] = single!.tracks[0]!.clips;
  studio.store.editDocument(documentId, { title: 'Add tracks', command: { kind: 'test' } }, (document) => ({
    ...document,
    tracks: [
      ...document.tracks,
      ...[second, third].map(({ startSample, gain, isMuted }, i) => ({
        ...{ trackId: newId(), name: `extra/${i}`, channels: 1, gain, isMuted, items: [] },
        clips: [{ ...clip!, clipId: newId(), startSample }],
      })),
    ],
  }));
  trackIds = studio.store.documentState(documentId).tracks.map(({ trackId }) => trackId);
  tierId = insertTier(studio.store, documentId, { name: 'words', kind: 'interval' });
  insertTierItems(studio.store, tierId, [
    { startSample: 0, endSample: 48_000, label: 'one' },
    { startSample: 48_000, endSample: 60_000, label: '' },
    { startSample: 60_000, endSample: 156_000, label: 'what/ever: "two"?' },
    { startSample: 156_000, endSample: 157_000, label: 'short' },
    { startSample: 480_000, endSample: 960_000, label: 'long' },
    { startSample: 960_000, endSample: 999_000, label: 'ONE' },
  ]);
});
afterAll(() => studio.close());

const request = (change: Partial<ExportRequest> = {}) => exportRequest(documentId, change);
const intervals = (change: Partial<Intervals> = {}) => intervalsOf(tierId, change);
const exported = (change: Partial<ExportRequest>, name?: string) => stage.exported(request(change), name);

/** The mix as anyone would write it: one sum a sample. */
function naiveMix(own: Float32Array, heard = [second]): Float32Array {
  return Float32Array.from({ length: nSamples }, (_, n) => {
    let sum = own[n]!;
    for (const { gain, startSample } of heard)
      sum = Math.fround(sum + Math.fround(gain) * (mono[n - startSample] ?? 0));
    return sum;
  });
}

const largestDifference = (a: Float32Array, b: Float32Array) => {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, n) => Math.max(most, Math.abs(value - b[n]!)), 0);
};

describe('the mix', () => {
  it('is the sum of what is heard, over a million samples, and says what is beyond full scale', async () => {
    const { channels, result } = await exported({});
    const expected = [naiveMix(left), naiveMix(right)];
    expected.forEach((x, c) => expect(largestDifference(channels[c]!, x)).toBeLessThan(1e-7));
    const beyond = expected.flatMap((x) => [...x.keys()].filter((n) => Math.abs(x[n]!) > 1));
    expect(beyond.length).toBeGreaterThan(1000);
    expect(result.nBeyond).toBe(beyond.length);
    const first = beyond.reduce((least, n) => Math.min(least, n), Infinity);
    expect(result.firstBeyond!.sec).toBeCloseTo(first / sampleRateHz, 9);
    expect(result).toMatchObject({ isClipped: false, nFiles: 1, gainDb: 0 });
  });

  it('16 bits clip what is beyond, and only that', async () => {
    const { channels, result } = await exported({ format: { kind: 'wav', width: '16', dither: 'none' } });
    const expected = naiveMix(left).map(
      (x) => Math.max(-32_768, Math.min(32_767, Math.floor(32_768 * x + 0.5))) / 32_768,
    );
    expect(largestDifference(channels[0]!, expected)).toBeLessThanOrEqual(1 / 32_768); // a sum on the edge of a step
    const off = channels[0]!.reduce((n, x, i) => n + (x === expected[i] ? 0 : 1), 0);
    expect(off).toBeLessThan(10);
    expect(result.isClipped).toBe(true);
    expect(result.nBeyond).toBeGreaterThan(1000);
  });

  it.each([
    ['reduce', { kind: 'reduce' as const }, -0.1],
    ['peak', { kind: 'peak' as const, db: -6 }, -6],
  ])('level %s: one gain, the loudest sample where it was asked to be', async (_name, level, db) => {
    const { result } = await exported({ level, format: { kind: 'wav', width: '24', dither: 'none' } });
    expect(result.peakDb).toBeCloseTo(db, 4);
    expect(result.nBeyond).toBe(0);
    expect(result.gainDb).toBeLessThan(0);
  });

  it.each(['8', '16', '24', '32'] as const)('a peak of 0 dB clips nothing in %s bits', async (width) => {
    const content = { kind: 'mix' as const, range: { startSample: 0, endSample: 1000 }, soloTrackIds: [] };
    const format = { kind: 'wav' as const, width, dither: 'none' as const };
    const { result } = await exported({ content, format, level: { kind: 'peak', db: 0 } });
    expect(result.nBeyond).toBe(0);
    expect(result.peakDb).toBeCloseTo(20 * Math.log10(1 - 2 ** (1 - Number(width))), 5);
  });

  it('a level that is low enough is not raised by reduce', async () => {
    const content = { kind: 'mix' as const, range: { startSample: 0, endSample: 1000 }, soloTrackIds: [] };
    expect((await exported({ content, level: { kind: 'reduce' } })).result.gainDb).toBe(0);
  });

  it('solo: the named track alone, muted or not', async () => {
    const content = { kind: 'mix' as const, range: null, soloTrackIds: [trackIds[2]!] };
    const { channels } = await exported({ content });
    const expected = Float32Array.from({ length: nSamples }, (_, n) => Math.fround(0.7) * (mono[n] ?? 0));
    expect(largestDifference(channels[0]!, expected)).toBeLessThan(1e-7);
  });

  it('a range is cut to the sample', async () => {
    const content = { kind: 'mix' as const, range: { startSample: 299_990, endSample: 300_017 }, soloTrackIds: [] };
    const { channels } = await exported({ content });
    expect(largestDifference(channels[1]!, naiveMix(right).slice(299_990, 300_017))).toBeLessThan(1e-7);
  });

  it('mono is the average, another rate that of the resampler, also where it is cut', async () => {
    const [first, other] = [naiveMix(left), naiveMix(right)];
    const average = first.map((x, n) => Math.fround(x + other[n]!) / 2);
    const whole = resample(average, { fromHz: sampleRateHz, toHz: 16_000 });
    const { channels, info } = await exported({ channels: 1, sampleRateHz: 16_000 });
    expect(info).toMatchObject({ channels: 1, sampleRateHz: 16_000, nSamples: 333_334 });
    expect(largestDifference(channels[0]!, whole)).toBeLessThan(4e-6);
    const content = { kind: 'mix' as const, range: { startSample: 300_000, endSample: 330_000 }, soloTrackIds: [] };
    const part = await exported({ channels: 1, sampleRateHz: 16_000, content });
    expect(largestDifference(part.channels[0]!, whole.slice(100_000, 110_000))).toBeLessThan(4e-6);
  });
});

describe('widths', () => {
  const content = { kind: 'mix' as const, range: { startSample: 0, endSample: 100_000 }, soloTrackIds: [] };
  it.each(['16', '24', '32', '32f', '64f'] as const)('WAV of %s bits holds 16-bit sound exactly', async (width) => {
    const { channels, info } = await exported({ content, format: { kind: 'wav', width, dither: 'none' } });
    expect(channels).toEqual([left.slice(0, 100_000), right.slice(0, 100_000)]);
    expect(info.bitsPerSample).toBe(Number.parseInt(width));
  });

  it.each(['16', '24'] as const)('FLAC of %s bits too', async (width) => {
    const format = { kind: 'flac' as const, width, dither: 'none' as const };
    const metadata = { title: 'Tïtle', artist: 'A', date: '2026', comment: '' };
    const { channels, bytes } = await exported({ content, format, metadata }, 'a.flac');
    expect(channels).toEqual([left.slice(0, 100_000), right.slice(0, 100_000)]);
    const head = new TextDecoder().decode(bytes.subarray(0, 300));
    for (const field of ['TITLE=Tïtle', 'ARTIST=A', 'DATE=2026', 'ENCODER=Phonoscope 1.2.3'])
      expect(head).toContain(field);
    expect(head).not.toContain('COMMENT');
  });

  it('8 bits with triangular dither: within 1.5 steps, the mean kept', async () => {
    const { channels } = await exported({ content, format: { kind: 'wav', width: '8', dither: 'triangular' } });
    const errors = channels[0]!.map((x, n) => (x - left[n]!) * 128).filter((_, n) => Math.abs(left[n]!) < 0.98);
    expect(errors.reduce((most, e) => Math.max(most, Math.abs(e)), 0)).toBeLessThanOrEqual(1.5);
    expect(errors.reduce((sum, e) => sum + e, 0) / errors.length).toBeCloseTo(0, 1);
    const power = errors.reduce((sum, e) => sum + e * e, 0) / errors.length;
    expect(power).toBeCloseTo(0.25, 1);
  });

  it('shaped dither is refused at rates that it was not made for', async () => {
    const format = { kind: 'wav', width: '16', dither: 'shaped' } as const;
    await expect(exported({ content, format, sampleRateHz: 16_000 })).rejects.toThrow('44100 or 48000');
    expect((await exported({ content, format })).info.bitsPerSample).toBe(16);
  });
});

describe('stems', () => {
  it('are of one length, aligned, and their sum is the mix without mutes', async () => {
    const folder = newFolder(studio);
    const content = { kind: 'stems' as const, range: null, trackIds };
    const result = await stage.run(request({ content, nameTemplate: '{n} {track}' }), folder);
    const names = ['1 pair.wav.wav', '2 extra_0.wav', '3 extra_1.wav'];
    expect(readdirSync(folder).sort()).toEqual(names);
    expect(result.nFiles).toBe(3);
    const stems = await Promise.all(
      names.map(async (name) => decodeAll(new Uint8Array(readFileSync(join(folder, name))))),
    );
    expect(stems.map(({ info }) => info.nSamples)).toEqual([nSamples, nSamples, nSamples]);
    const sum = Float32Array.from({ length: nSamples }, (_, n) =>
      stems.reduce((total, { channels }) => Math.fround(total + channels[0]![n]!), 0),
    );
    expect(largestDifference(sum, naiveMix(left, [second, third]))).toBeLessThan(1e-6);
  });
});

describe('intervals', () => {
  it('a data set: files, table, TextGrids, provenance; names that are safe and differ', async () => {
    const folder = newFolder(studio);
    const content = intervals({ paddingSec: 0.25, minSec: 0.1, maxSec: 5, table: 'jsonl', hasTextGrids: true });
    await stage.run(request({ content, channels: 1, hasProvenance: true, nameTemplate: '{label}' }), folder);
    const sounds = ['ONE 2.wav', 'one.wav', 'what_ever_ _two__.wav'];
    expect(readdirSync(folder).sort()).toEqual(
      [
        ...sounds,
        ...sounds.map((name) => name.replace('.wav', '.TextGrid')),
        'export.provenance.json',
        'metadata.jsonl',
      ].sort(),
    );
    const rows = readFileSync(join(folder, 'metadata.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows.map(({ file_name }) => file_name)).toEqual(['one.wav', 'what_ever_ _two__.wav', 'ONE 2.wav']);
    expect(rows[1]).toMatchObject({
      ...{ text: 'what/ever: "two"?', start: 1.25, end: 3.25, file_start: 1, file_end: 3.5, duration: 2.5 },
      ...{ tier: 'words', track: '', document: 'pair.wav', source: 'pair.wav' },
    });
    expect(rows[1]!['source_sha256']).toBe(studio.store.assets()[0]!.sha256);
    const chunk = await decodeAll(new Uint8Array(readFileSync(join(folder, 'what_ever_ _two__.wav'))));
    const expected = Float32Array.from(left.slice(48_000, 168_000), (x, n) => (x + right[48_000 + n]!) / 2);
    expect(largestDifference(chunk.channels[0]!, expected)).toBeLessThan(1e-7);
    const grid = readAnnotations(readFileSync(join(folder, 'what_ever_ _two__.TextGrid')), 'a.TextGrid', {
      rateHz: sampleRateHz,
    });
    const items = grid.document.tiers[0]!.items.filter(({ label }) => label !== '');
    expect(items.map(({ startSec, endSec, label }) => [startSec, endSec, label])).toEqual([
      [0.25, 2.25, 'what/ever: "two"?'],
      [2.25, expect.closeTo(2.25 + 1000 / 48_000, 9), 'short'],
    ]);
    const record = JSON.parse(readFileSync(join(folder, 'export.provenance.json'), 'utf8')) as {
      edits: { title: string }[];
      export: object;
    };
    expect(record.edits[0]!.title).toBe('Add tracks');
    expect(record.export).toMatchObject({
      files: [{ fileName: 'one.wav', startSample: 0, endSample: 60_000 }, {}, {}],
    });
  });

  it('the plan says the same beforehand, and what is left out', async () => {
    const service = stage.service;
    const content = intervals({ minSec: 0.1, maxSec: 5 });
    const folder = newFolder(studio);
    writeFileSync(join(folder, 'one.wav'), 'mine');
    const folderId = stage.files.register(folder, 'folder');
    const asked = request({ content, nameTemplate: '{label}', format: { kind: 'wav', width: '16', dither: 'none' } });
    const plan = await service['exports.plan']({ request: asked, folderId }, notAborted);
    expect(plan).toMatchObject({
      ...{
        nFiles: 3,
        nNumbered: 1,
        nThere: 1,
        skipped: { outside: 0, empty: 1, short: 1, long: 1 },
        isBytesExact: true,
      },
      ...{
        sampleRateHz,
        channels: 2,
        problems: ['"one.wav" is there already: replace it, or choose another folder or name'],
      },
      files: [{ name: 'one.wav', isThere: true }, {}, { name: 'ONE 2.wav', isThere: false }],
    });
    expect(
      (await service['exports.plan']({ request: { ...asked, replaces: true }, folderId }, notAborted)).problems,
    ).toEqual([]);
    await expect(stage.run(asked, folder)).rejects.toThrow('"one.wav" exists');
    expect(readdirSync(folder)).toEqual(['one.wav']); // not even the others
    expect(readFileSync(join(folder, 'one.wav'), 'utf8')).toBe('mine');
    expect((await stage.run({ ...asked, replaces: true }, folder)).bytes).toBe(plan.bytes);
    const withCues = await service['exports.plan']({ request: { ...asked, hasCues: true }, folderId }, notAborted);
    expect(withCues.isBytesExact).toBe(false);
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it('a name with a field that there is not, or nothing to export, is a problem that is told', async () => {
    const service = stage.service;
    const ask = async (change: Partial<ExportRequest>) =>
      (await service['exports.plan']({ request: request(change), folderId: null }, notAborted)).problems.join();
    expect(await ask({ content: intervals(), nameTemplate: '{lable}' })).toContain('{lable} is no field');
    expect(await ask({ content: intervals(), nameTemplate: '{label' })).toContain('brace');
    expect(await ask({ content: intervals({ minSec: 100 }) })).toContain('no interval fits');
    expect(
      await ask({ content: { kind: 'mix', range: { startSample: 7, endSample: 7 }, soloTrackIds: [] } }),
    ).toContain('must be >');
    expect(await ask({ content: { kind: 'stems', range: null, trackIds: ['nobody'] } })).toContain('nobody');
  });
});

describe('what a WAV file tells', () => {
  it('INFO, bext with the time of its start, labels as cues', async () => {
    const content = { kind: 'mix' as const, range: { startSample: 48_000, endSample: 200_000 }, soloTrackIds: [] };
    const metadata = { title: 'Title', artist: 'Me', date: '2026-01-02', comment: 'Remark' };
    const { bytes, channels } = await exported({ content, metadata, hasBroadcastExtension: true, hasCues: true });
    expect(channels[0]).toEqual(left.slice(48_000, 200_000));
    const text = Buffer.from(bytes).toString('latin1');
    for (const part of ['INAM', 'Title\0', 'IART', 'ICRD', '2026-01-02\0', 'ICMT', 'ISFT', 'Phonoscope 1.2.3\0'])
      expect(text).toContain(part);
    const bext = text.indexOf('bext') + 8;
    expect(text.slice(bext, bext + 5)).toBe('Title');
    expect(Buffer.from(bytes).readBigUInt64LE(bext + 338)).toBe(48_000n);
    const cues = await readWavCues(bufferSource('a.wav', bytes), 'cues');
    expect(cues.tiers[0]!.items.map(({ startSec, label }) => [startSec, label])).toEqual(
      expect.arrayContaining([[0.25, 'what/ever: "two"?']]),
    );
  });
});

describe('what ends early', () => {
  it('a cancelled export leaves nothing, and what was there stays', async () => {
    const folder = newFolder(studio);
    const path = join(folder, 'kept.wav');
    writeFileSync(path, 'before');
    const placeId = stage.files.register(path, 'save');
    const { jobId } = await stage.service['exports.start'](
      { request: request({ replaces: true }), placeId },
      notAborted,
    );
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        const job = studio.jobs.list().find((candidate) => candidate.jobId === jobId);
        if (job!.state === 'queued' || job!.done === 0) return;
        clearInterval(timer);
        resolve();
      }, 1);
    });
    studio.jobs.cancel(jobId);
    expect((await studio.jobs.settled(jobId)).state).toBe('cancelled');
    expect(readdirSync(folder)).toEqual(['kept.wav']);
    expect(readFileSync(path, 'utf8')).toBe('before');
  });

  it('what a save dialog asked about is replaced with what belongs to it; a name that was completed is refused at once', async () => {
    const folder = newFolder(studio);
    const path = join(folder, 'a.wav');
    for (const name of ['a.wav', 'a.provenance.json', 'b.provenance.json']) writeFileSync(join(folder, name), 'before');
    const jobs = studio.jobs.list().length;
    await expect(stage.run(request(), join(folder, 'a'))).rejects.toThrow('"a.wav" exists');
    await expect(stage.run(request({ hasProvenance: true }), join(folder, 'b'))).rejects.toThrow(
      '"b.provenance.json" exists',
    );
    expect(studio.jobs.list()).toHaveLength(jobs); // refused before a job was made
    expect(readFileSync(path, 'utf8')).toBe('before');
    const content = { kind: 'mix' as const, range: { startSample: 0, endSample: 10 }, soloTrackIds: [] };
    await stage.run(request({ content }), path);
    expect(readFileSync(path).length).toBeGreaterThan(80);
    expect(readFileSync(join(folder, 'a.provenance.json'), 'utf8')).toBe('before'); // it was not asked for
    for (let n = 0; n < 2; n++) await stage.run(request({ content, hasProvenance: true }), path);
    expect(readFileSync(join(folder, 'a.provenance.json'), 'utf8')).toContain('"fileName": "a.wav"');
  });
});
