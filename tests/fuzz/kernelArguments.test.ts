/**
 * No argument may crash a kernel, make it write beside its outputs, or make it hang: called here without the checks of
 * kernels.ts, with arguments of the right kinds, of wrong ones, and damaged.
 */
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { EngineError } from '../../main/engine/core/errors.ts';
import { addonKernels } from '../../main/engine/native/addonKernels.ts';
import type { KernelAddon } from '../../main/engine/native/addonKernels.ts';
import type { KernelArgument, RawKernels } from '../../main/engine/native/rawKernels.ts';
import { loadWasm } from '../../main/engine/native/loadKernels.ts';
import { createRandom, type Random } from './random.ts';

const seconds = Number(process.env['FUZZ_SECONDS_PER_TARGET'] ?? 4);
const firstSeed = Number(process.env['FUZZ_SEED'] ?? 1);
const addonPath =
  process.env['PHONOSCOPE_ADDON'] ??
  new URL(`../../native/prebuilt/${process.platform}-${process.arch}/phonoscope.node`, import.meta.url).pathname;
const addon = createRequire(import.meta.url)(addonPath) as KernelAddon;

const canary = 0x5a;
/** 0 under sanitizers, which see an access beside a buffer but not one beside an array within it. */
const margin = Number(process.env['FUZZ_MARGIN_BYTES'] ?? 64);
const statuses = [0, 1, 2, 3, 4];

const makers = {
  f: Float32Array,
  d: Float64Array,
  s: Int16Array,
  n: Int32Array,
  u: Uint16Array,
};

const sizes = [0, 1, 2, 3, 4, 8, 14, 16, 26, 34, 64, 100, 201, 256, 400, 513, 1024, 4096];
const numbers = [...sizes, -1, 0.5, 2 ** 20, 2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 53, -(2 ** 53), 1e300, -0];
const badNumbers = [Number.NaN, Infinity, -Infinity];

interface Made {
  readonly value: unknown;
  readonly memory: Uint8Array | null; // with a margin on either side
  readonly bytes: number;
}

const plain = (value: unknown): Made => ({ value, memory: null, bytes: 0 });

function makeArray(random: Random, letter: string): Made {
  const Maker = makers[letter.toLowerCase() as keyof typeof makers];
  const length = random.pick(sizes) * random.pick([1, 1, 1, 2, 5, 16]);
  const bytes = length * Maker.BYTES_PER_ELEMENT;
  const Buffer = random.below(8) === 0 ? SharedArrayBuffer : ArrayBuffer;
  const memory = new Uint8Array(new Buffer(bytes + 2 * margin)).fill(canary);
  const array = new Maker(memory.buffer as ArrayBuffer, margin, length);
  if (letter === 'n')
    array.forEach((_, i) => (array[i] = random.below(9) === 0 ? random.below(2 ** 32) : random.below(40)));
  else array.forEach((_, i) => (array[i] = (random.below(2001) - 1000) / 1000));
  if (random.below(12) === 0 && length > 0) array[random.below(length)] = random.pick(badNumbers);
  return { value: array, memory, bytes };
}

function makeArgument(random: Random, letter: string): Made {
  if (random.below(40) === 0) return plain(random.pick([undefined, null, 'x', {}, [], 1n, true, Symbol('x'), () => 0]));
  if (random.below(40) === 0)
    return plain(random.pick([new DataView(new ArrayBuffer(8)), new ArrayBuffer(8), new Uint8Array(9)]));
  if (random.below(40) === 0) return makeArray(random, random.pick(Object.keys(makers)));
  if (random.below(60) === 0) return plain(random.pick([...numbers, ...badNumbers]));
  if (letter === 'i') return plain(random.pick(numbers));
  if (letter === 'r') return plain(random.pick([0, 1, 1e-10, 0.43, 1e-40, -1, 1e300, ...badNumbers]));
  return makeArray(random, letter);
}

/** Sizes that fit each other now and then: most random calls would end at the first check. */
function fitFrames(random: Random, args: Made[], signature: string): void {
  if (/^fn[dn]/.test(signature) && random.below(4) > 0) fitPitch(random, args, signature.startsWith('fnn'));
  if (signature === 'fN' || signature === 'fD') {
    if (random.below(4) > 0) args[1] = madeArray(signature[1]!, signature === 'fN' ? 1 : 3);
  }
  if (signature.startsWith('ddni') && random.below(4) > 0) fitPredictor(random, args);
  if (/^[fs]iFFF/.test(signature) && random.below(4) > 0) fitPeaks(random, args, signature);
  if (signature.startsWith('fffii') && random.below(4) > 0) fitOverlapAdd(random, args);
  if (signature.startsWith('fiiiif') && random.below(4) > 0) fitResample(random, args);
  if (!/^f[fd]iii/.test(signature) || random.below(4) === 0) return;
  const fftSize = random.pick([2, 4, 14, 26, 64, 100, 400]);
  const winLength = 1 + random.below(fftSize);
  const hopLength = 1 + random.below(200);
  const nFrames = 1 + random.below(40);
  const nBins = fftSize / 2 + 1;
  const resize = (i: number, length: number) => (args[i] = madeArray(signature[i]!, length));
  resize(0, Math.max(0, (nFrames - 1) * hopLength + winLength - (random.below(10) === 0 ? 1 : 0)));
  resize(1, winLength);
  [fftSize, hopLength, nFrames].forEach((value, i) => (args[2 + i] = plain(value)));
  if (signature.length === 8 && signature.endsWith('FF')) {
    const output = random.below(3);
    args[5] = plain(output);
    resize(6, nFrames * nBins);
    resize(7, output === 0 ? nFrames * nBins : 0);
  } else if (signature.endsWith('iiF')) {
    const perColumn = 1 + random.below(20);
    args[5] = plain(perColumn);
    args[6] = plain(random.below(2));
    resize(7, Math.ceil(nFrames / perColumn) * nBins + (random.below(10) === 0 ? 1 : 0));
  } else if (signature.includes('nn')) {
    const nMels = 1 + random.below(12);
    resize(5, nMels);
    resize(6, nMels);
    const first = args[5]!.value as Int32Array;
    const counts = args[6]!.value as Int32Array;
    first.forEach((_, i) => (first[i] = random.below(nBins)));
    counts.forEach((_, i) => (counts[i] = random.below(nBins - first[i]! + (random.below(200) === 0 ? 3 : 1))));
    resize(
      7,
      counts.reduce((a, b) => a + b, 0),
    );
    [1 + random.below(2), 0, random.pick([0, 0.43]), 1e-10].forEach((value, i) => (args[8 + i] = plain(value)));
    resize(12, nFrames * nMels);
  }
}

function madeArray(letter: string, length: number): Made {
  const Maker = makers[letter.toLowerCase() as keyof typeof makers];
  const bytes = length * Maker.BYTES_PER_ELEMENT;
  const memory = new Uint8Array(new ArrayBuffer(bytes + 2 * margin)).fill(canary);
  return { value: new Maker(memory.buffer, margin, length), memory, bytes };
}

/** burg: frames of one window, one of them beside the samples now and then. */
function fitPredictor(random: Random, args: Made[]): void {
  const order = 1 + random.below(random.pick([4, 64]));
  const winLength = order + 1 + random.below(90);
  const room = random.below(300);
  const nFrames = 1 + random.below(30);
  args[0] = madeArray('d', winLength + room);
  args[1] = madeArray('d', winLength);
  args[2] = madeArray('n', nFrames);
  for (const i of [0, 1]) {
    const values = args[i]!.value as Float64Array;
    values.forEach((_, n) => (values[n] = (random.below(2001) - 1000) / 1000));
  }
  const starts = args[2].value as Int32Array;
  starts.forEach((_, m) => (starts[m] = random.below(room + (random.below(200) === 0 ? 3 : 1))));
  args[3] = plain(order);
  args[4] = madeArray('D', nFrames * (order + 1));
  args[5] = madeArray('D', nFrames + (random.below(20) === 0 ? 1 : 0));
}

function fitPeaks(random: Random, args: Made[], signature: string): void {
  const binSamples = 16 * (1 + random.below(20));
  const nBins = random.below(12);
  args[0] = madeArray(signature[0]!, nBins * binSamples + (random.below(20) === 0 ? 1 : 0));
  args[1] = plain(binSamples);
  for (const i of [2, 3, 4]) args[i] = madeArray('F', nBins);
}

function fitOverlapAdd(random: Random, args: Made[]): void {
  const fftSize = random.pick([2, 14, 64, 400]);
  const hopLength = 1 + random.below(100);
  const nFrames = 1 + random.below(40);
  for (const i of [0, 1]) args[i] = madeArray('f', nFrames * (fftSize / 2 + 1));
  args[2] = madeArray('f', fftSize);
  args[3] = plain(hopLength);
  args[4] = plain(nFrames);
  args[5] = madeArray('D', (nFrames - 1) * hopLength + fftSize + (random.below(20) === 0 ? 1 : 0));
}

/** pitchCandidates and crossPitchCandidates: sizes, tables and places that fit each other, but for a mistake now and then. */
function fitPitch(random: Random, args: Made[], isCross: boolean): void {
  const nWindow = 4 + 2 * random.below(60);
  const nLags = 1 + random.below(nWindow);
  const nPeriod = 1 + random.below(isCross ? nWindow : nWindow / 2);
  const maxLag = 1 + random.below(isCross ? nLags : nWindow);
  const nFrames = 1 + random.below(20);
  const most = 1 + random.below(5);
  const reach = Math.max(nWindow / 2, nPeriod);
  const nSamples = 2 * reach + nWindow + maxLag + random.below(400);
  const fill = (i: number, letter: string, length: number) => {
    const made = madeArray(letter, length + (random.below(60) === 0 ? 1 : 0));
    const array = made.value as Float32Array;
    if (letter !== 'D' && letter !== 'N') array.forEach((_, n) => (array[n] = (random.below(2001) - 1000) / 500));
    args[i] = made;
  };
  const places = (i: number, first: number, room: number) => {
    fill(i, 'n', nFrames);
    const array = args[i]!.value as Int32Array;
    const beyond = random.below(10) === 0 ? 2 : 0;
    array.forEach((_, m) => (array[m] = first + random.below(Math.max(1, room + beyond))));
  };
  fill(0, 'f', nSamples);
  places(1, reach - 1, nSamples - 2 * reach);
  if (isCross) {
    places(2, 0, nSamples - nWindow - maxLag);
    [nWindow, nPeriod, nLags, random.pick([256, 400])].forEach((value, i) => (args[3 + i] = plain(value)));
  } else {
    fill(2, 'd', nWindow);
    fill(3, 'd', nLags + 1);
    [nPeriod, random.pick([512, 260])].forEach((value, i) => (args[4 + i] = plain(value)));
  }
  const search = isCross ? 7 : 6;
  fill(search, 'd', 32 * 70 * 71);
  const shorts = [1, 2, 3].map((lag) => 64 * Math.min(700, Math.max(0, nLags - lag)));
  fill(
    search + 1,
    'd',
    shorts.reduce((a, b) => a + b),
  );
  const numbers = [
    maxLag,
    random.pick([0, 0.2, -1]),
    most,
    random.pick([0, 0.01, -1e300]),
    random.pick([1, 200, 1e-99]),
  ];
  numbers.forEach((value, i) => (args[search + 2 + i] = plain(value)));
  fill(search + 7, 'D', nFrames);
  fill(search + 8, 'N', nFrames);
  fill(search + 9, 'D', nFrames * most);
  fill(search + 10, 'D', nFrames * most);
}

/** resample: blocks that fit each other, but for a mistake now and then, anywhere about the samples. */
function fitResample(random: Random, args: Made[]): void {
  const fftIn = random.pick([4, 30, 64, 300, 400]);
  const fftOut = random.pick([4, 20, 64, 100, 882]);
  const margin = random.below(fftOut);
  const blockOut = 1 + random.below(fftOut - margin + (random.below(20) === 0 ? 1 : 0));
  const nGains = 1 + random.below(Math.min(fftIn, fftOut) / 2 + (random.below(20) === 0 ? 1 : 0));
  const position = random.pick([0, -3, 17, -fftIn, -1000, 2 ** 52, -(2 ** 52)]);
  const step = 1 + random.below(fftIn);
  [position, step, fftIn, fftOut].forEach((value, i) => (args[1 + i] = plain(value)));
  args[0] = madeArray('f', random.pick([random.below(3000), fftIn + step * random.below(9) - random.below(3)]));
  args[5] = madeArray('f', nGains);
  [margin, blockOut, random.below(blockOut)].forEach((value, i) => (args[6 + i] = plain(value)));
  args[9] = madeArray('F', random.below(40 * blockOut));
}

function damage(random: Random, args: Made[]): void {
  const arrays = args.filter(({ memory }) => memory !== null);
  if (arrays.length === 0) return;
  const at = args.indexOf(random.pick(arrays));
  const array = args[at]!.value as Float32Array;
  switch (random.below(12)) {
    case 0: // detached
      if (array.buffer instanceof ArrayBuffer) structuredClone(array.buffer, { transfer: [array.buffer] });
      args[at] = plain(array);
      break;
    case 1: // the same memory twice
      args[args.indexOf(random.pick(arrays))] = args[at]!;
      break;
    case 2:
      args.splice(random.below(args.length), 1);
      break;
    case 3:
      args.push(random.pick(args));
      break;
  }
}

/** Whether it computed something. */
function callOnce(random: Random, raw: RawKernels, kernel: string): boolean {
  const [name = '', signature = ''] = kernel.split(' ');
  const args = Array.from(signature, (letter) => makeArgument(random, letter));
  fitFrames(random, args, signature);
  damage(random, args);
  let status: number | null = null;
  try {
    status = raw.call(name, ...(args.map(({ value }) => value) as KernelArgument[]));
    expect(statuses).toContain(status);
  } catch (error) {
    if (!(error instanceof EngineError) || error.code === 'E_INTERNAL') throw error;
  }
  for (const { memory, bytes } of args) {
    if (memory === null) continue;
    const edges = [...memory.subarray(0, margin), ...memory.subarray(margin + bytes)];
    expect(
      edges.every((byte) => byte === canary),
      `${name} wrote beside its arguments`,
    ).toBe(true);
  }
  return status === 0;
}

const builds = [
  ...addon.instructionSets.map((set) => [`addon ${set}`, () => addonKernels(addon, set)!] as const),
  ['wasm', loadWasm] as const,
];

test.each(builds)('%s survives any argument', { timeout: (seconds + 30) * 1000 }, (_, open) => {
  const raw = open();
  const random = createRandom(firstSeed);
  const endMs = performance.now() + (seconds * 1000) / builds.length;
  const computed = new Set<string>();
  for (let calls = 0; performance.now() < endMs || calls < 1000; calls++) {
    const kernel = random.pick(addon.kernels);
    if (callOnce(random, raw, kernel)) computed.add(kernel);
  }
  expect([...computed].sort(), 'kernels that computed something').toEqual([...addon.kernels].sort());
});

test('the addon itself refuses what is no call at all', () => {
  const call = addon.call as (...args: unknown[]) => number;
  for (const args of [[], [Number.NaN], ['stft'], [-1], [1e9], [{}], Array.from({ length: 40 }, () => 0)])
    expect(call(...args)).toBe(1);
  const select = addon.select as (...args: unknown[]) => boolean;
  for (const args of [[], [7], ['x'.repeat(1000)], [null]]) expect(select(...args)).toBe(false);
});
