/**
 * The kernels on one thread, an hour of sound each: processor seconds, how they grow with length, memory of streaming,
 * and the ratio to librosa, torchaudio and soxr if a Python that has them is BENCH_PYTHON or python3 on PATH. Peers take
 * PEER_SEC of sound (1800), figures are for the same length.
 */
import { spawnSync } from 'node:child_process';
import { inProject } from '../../scripts/projectPaths.ts';
import { chooseKernels, kernelStatus, type KernelChoice } from '../../main/engine/native/loadKernels.ts';
import { melFrames, melSpectrogram } from '../../main/engine/dsp/mel.ts';
import { melPresets } from '../../main/engine/dsp/melPresets.ts';
import { Resampler } from '../../main/engine/dsp/resample/resample.ts';
import { toSource, type SampleSource } from '../../main/engine/dsp/sampleSource.ts';
import { SpectrogramColumns } from '../../main/engine/dsp/spectrogramColumns.ts';
import { spectrumBlocks } from '../../main/engine/dsp/stft.ts';
import { createBenchReport } from './benchReport.ts';

const hourSec = Number(process.env['BENCH_SEC'] ?? 3600);
const peerSec = Math.min(hourSec, Number(process.env['PEER_SEC'] ?? 1800));
const runs = 3;
const report = createBenchReport('dsp');

/** Processor seconds of the quickest run. */
function best(work: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  return Math.min(...times);
}

function noise(nSamples: number): Float32Array {
  const x = new Float32Array(nSamples);
  let state = 1;
  for (let n = 0; n < nSamples; n++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    x[n] = state / 2 ** 34;
  }
  return x;
}

const whisper = (x: Float32Array) => melSpectrogram(x, melPresets.whisper);
const stftParams = { fftSize: 2048, hopLength: 512, pad: 'reflect' } as const;

/** In blocks: an hour of magnitudes would take 1.3 GB. */
function stftInBlocks(x: Float32Array): void {
  for (const { values } of spectrumBlocks(x, stftParams, 'magnitude'))
    if (Number.isNaN(values[0])) throw new Error('NaN');
}

function tiles(x: Float32Array): void {
  const columns = new SpectrogramColumns({
    ...{ window: 'hamming', winLength: 1024, fftSize: 2048, hopLength: 256, sampleRateHz: 44_100 },
  });
  const level = 6;
  const nTiles = Math.ceil(x.length / (256 * 64 * 2 ** level));
  for (let index = 0; index < nTiles; index++) columns.tile(toSource(x), { level, index });
}

function resampleAll(x: Float32Array, fromHz: number): void {
  const resampler = new Resampler({ fromHz, toHz: 16_000 });
  for (let at = 0; at < x.length; at += 65_536) resampler.process(x.subarray(at, at + 65_536));
  resampler.flush();
}

const { kernels: bestKernels, name, problems } = kernelStatus();
const bestChoice: KernelChoice = bestKernels?.kind ?? 'typescript';
report.add('kernels', { name, problems: problems.join('; ') });
const x16 = noise(hourSec * 16_000);
const own = { mel: 0, melByMinutes: 0, stft: 0, resample: 0, resample44: 0 };
for (const choice of ['addon', 'wasm', 'typescript'] satisfies KernelChoice[]) {
  try {
    chooseKernels(choice);
  } catch (error) {
    report.add(choice, { absent: String(error) });
    continue;
  }
  const part = choice === 'typescript' ? 1 / 6 : 1; // of the hour
  const x = x16.subarray(0, Math.round(x16.length * part));
  report.add(`${choice}.mel`, { ofSec: hourSec * part, cpuSec: best(() => void whisper(x)) });
  const x44 = noise(Math.round(hourSec * 44_100 * part));
  report.add(`${choice}.stft`, { ofSec: hourSec * part, cpuSec: best(() => stftInBlocks(x44)) });
  const x48 = noise(Math.round(hourSec * 48_000 * part));
  report.add(`${choice}.resample`, { ofSec: hourSec * part, cpuSec: best(() => resampleAll(x48, 48_000)) });
  report.add(`${choice}.tiles`, { ofSec: hourSec * part, cpuSec: best(() => tiles(x44)) });
}
chooseKernels(bestChoice);

const doubled = [1, 2, 4, 8].map((divisor) => {
  const x = x16.subarray(0, x16.length / divisor);
  return best(() => void whisper(x)) * divisor;
});
report.add('mel.linear', { cpuSecPerHourOf: 'an hour, a half, a quarter, an eighth', cpuSec: doubled.join(' ') });

/** Samples made as they are read: nothing but the stream's own buffers can grow. */
function endless(nSamples: number): SampleSource {
  const block = noise(2 ** 18);
  return { nSamples, read: (_, count) => block.subarray(0, count) };
}
const rssMb = [1, 4].map((hours) => {
  globalThis.gc?.();
  let last = 0;
  let largest = 0;
  for (const { index, values } of melFrames(endless(hours * 3600 * 16_000), melPresets.whisper)) {
    last = values[0]!;
    if (index % 10_000 === 0) largest = Math.max(largest, process.memoryUsage.rss());
  }
  return Number.isFinite(last) ? Math.round(largest / 2 ** 20) : NaN;
});
report.add('mel.streaming', { largestRssMb: `${rssMb[0]} for 1 h, ${rssMb[1]} for 4 h` });

const shorter = x16.slice(0, peerSec * 16_000);
own.mel = best(() => void whisper(shorter));
own.melByMinutes = best(() => {
  for (let at = 0; at < shorter.length; at += 60 * 16_000) whisper(shorter.subarray(at, at + 60 * 16_000));
});
const shorter44 = noise(peerSec * 44_100);
own.stft = best(() => stftInBlocks(shorter44));
const shorter48 = noise(peerSec * 48_000);
own.resample = best(() => resampleAll(shorter48, 48_000));
own.resample44 = best(() => resampleAll(shorter44, 44_100));
report.add('own', { ofSec: peerSec, ...own });

interface Peers {
  readonly found: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
  readonly absent: Readonly<Record<string, string>>;
}

const python = process.env['BENCH_PYTHON'] ?? 'python3';
const { stdout, status, error } = spawnSync(python, [inProject('tests/bench/dspPeers.py'), String(peerSec)], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
});
if (status !== 0) report.add('peers', { absent: error?.message ?? `${python} ended with ${status}` });
else {
  const { found, absent } = JSON.parse(stdout) as Peers;
  for (const [name, reason] of Object.entries(absent)) report.add(name, { absent: reason });
  for (const [name, times] of Object.entries(found)) {
    const ratios = Object.entries(own)
      .filter(([what]) => typeof times[what] === 'number')
      .map(([what, cpuSec]) => [`${what}Ratio`, Number(times[what]) / cpuSec]);
    report.add(name, { ofSec: peerSec, ...times, ...(Object.fromEntries(ratios) as Record<string, number>) });
  }
}
report.write();
