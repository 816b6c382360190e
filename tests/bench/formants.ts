/** Formants of ten minutes of speech at 16 kHz, beside Praat where it is on PATH (both by the clock). */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formantFrames } from '../../main/engine/dsp/formants/formantFrames.ts';
import { toSource } from '../../main/engine/dsp/sampleSource.ts';
import { kernelStatus } from '../../main/engine/native/loadKernels.ts';
import { inProject } from '../../scripts/projectPaths.ts';
import { readWav16 } from '../harness/readWav16.ts';
import { createBenchReport } from './benchReport.ts';

const sampleRateHz = 16_000;
const speech = readWav16(new URL('../fixtures/jfk.wav', import.meta.url)).x;
const report = createBenchReport('formants');

function repeated(sec: number) {
  const nSamples = sec * sampleRateHz;
  return toSource(Float32Array.from({ length: nSamples }, (_, n) => speech[n % speech.length]!));
}

function measure(sec: number) {
  const source = repeated(sec);
  const startMs = performance.now();
  const start = process.cpuUsage();
  let nFormants = 0;
  for (const frame of formantFrames(source, { sampleRateHz }).frames()) nFormants += frame.nFormants;
  const { user, system } = process.cpuUsage(start);
  return { cpuSec: (user + system) / 1e6, wallSec: (performance.now() - startMs) / 1000, nFormants };
}

/** Its stopwatch around the command alone; the second of two runs. */
function praatSeconds(sec: number): number | null {
  if (spawnSync('praat', ['--version']).error) return null;
  const folder = mkdtempSync(join(tmpdir(), 'phonoscope-bench-'));
  const script = join(folder, 'bench.praat');
  const times = sec / (speech.length / sampleRateHz);
  writeFileSync(
    script,
    `Read from file: "${inProject('tests/fixtures/jfk.wav')}"
for i from 2 to ${Math.ceil(times)}
  sound [i] = Copy: "part"
endfor
select all
Concatenate
long = Extract part: 0, ${sec}, "rectangular", 1, "no"
for i to 2
  selectObject: long
  stopwatch
  To Formant (burg): 0, 5, 5500, 0.025, 50
  seconds = stopwatch
endfor
writeInfoLine: seconds`,
  );
  try {
    return Number(execFileSync('praat', ['--run', script], { encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

measure(60);
const half = measure(300);
const whole = measure(600);
const praatSec = praatSeconds(600);
report.add('formants, 10 min at 16 kHz', {
  kernels: kernelStatus().name,
  cpuSec: whole.cpuSec,
  wallSec: whole.wallSec,
  perDoubledLength: whole.cpuSec / half.cpuSec,
  praatSec: praatSec ?? 'not on PATH',
  timesPraat: praatSec === null ? 'not measured' : praatSec / whole.wallSec,
  rssMiB: process.memoryUsage().rss / 2 ** 20,
});
report.write();
