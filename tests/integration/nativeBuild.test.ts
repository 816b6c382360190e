/** Where a C++ compiler is, the prebuilt kernels are built again: other compilers and versions must give the same bits. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addonKernels } from '../../main/engine/native/addonKernels.ts';
import type { KernelAddon } from '../../main/engine/native/addonKernels.ts';
import { checkedKernels } from '../../main/engine/native/kernels.ts';
import type { Kernels } from '../../main/engine/native/kernels.ts';
import { makeWindow } from '../../main/engine/dsp/window.ts';
import { compileAddon, findCppCompiler } from '../../scripts/native/compile.ts';
import { prebuiltDir } from '../../scripts/native/sources.ts';
import { noise } from '../unit/engine/dsp/signals.ts';

const isPrebuilt = process.platform === 'linux' && process.arch === 'x64';
const compiler = isPrebuilt ? await findCppCompiler() : null;
if (isPrebuilt && !compiler) console.warn('no C++ compiler here: the prebuilt kernels are not built again');

describe.runIf(compiler !== null)('the kernels built again', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'phonoscope-native-'));
  const require = createRequire(import.meta.url);
  const open = (path: string) => require(path) as KernelAddon;
  const rebuilt = join(folder, 'rebuilt.node');

  beforeAll(() => compileAddon(compiler!, rebuilt), 120_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('are the same kernels for the same instruction sets', () => {
    const [before, after] = [open(`${prebuiltDir}/linux-x64/phonoscope.node`), open(rebuilt)];
    expect(after.kernels).toEqual(before.kernels);
    expect(after.instructionSets).toEqual(before.instructionSets);
  });

  it.each(['sse2', 'avx2', 'avx512'])('give the bits of the prebuilt ones on %s', (instructionSet) => {
    const prebuilt = open(`${prebuiltDir}/linux-x64/phonoscope.node`);
    if (!prebuilt.instructionSets.includes(instructionSet)) {
      expect(addonKernels(open(rebuilt), instructionSet)).toBeNull(); // not on this processor
      return;
    }
    const outputs = [prebuilt, open(rebuilt)].map((addon) =>
      spectraOf(checkedKernels(addonKernels(addon, instructionSet)!)),
    );
    expect(outputs[1]).toEqual(outputs[0]);
  });
});

function spectraOf(kernels: Kernels): readonly Float32Array[] {
  return [400, 2048, 1386].flatMap((fftSize) => {
    const [hopLength, nFrames] = [160, 37];
    const window = Float32Array.from(makeWindow('hann', fftSize));
    const frames = { samples: noise((nFrames - 1) * hopLength + fftSize), window, fftSize, hopLength, nFrames };
    const nBins = fftSize / 2 + 1;
    const [re, im] = [new Float32Array(nFrames * nBins), new Float32Array(nFrames * nBins)];
    kernels.stft(frames, re, im);
    const mel = new Float32Array(nFrames);
    const filter = { firstBins: Int32Array.of(0), counts: Int32Array.of(nBins), weights: noise(nBins).map(Math.abs) };
    kernels.mel(frames, filter, { power: 1, powerOffset: 1e-9, logScale: 1, floor: 1e-10 }, mel);
    return [re, im, mel];
  });
}
