/** The recording of the fixtures over and over, for us and for Praat where it is on PATH. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toSource, type SampleSource } from '../../main/engine/dsp/sampleSource.ts';
import { kernelStatus } from '../../main/engine/native/loadKernels.ts';
import { inProject } from '../../scripts/projectPaths.ts';
import { readWav16 } from '../harness/readWav16.ts';
import type { BenchReport } from './benchReport.ts';

const sampleRateHz = 16_000;
const speech = readWav16(new URL('../fixtures/jfk.wav', import.meta.url)).x;

export function repeatedSpeech(sec: number): SampleSource {
  return toSource(Float32Array.from({ length: sec * sampleRateHz }, (_, n) => speech[n % speech.length]!));
}

interface Times {
  readonly cpuSec: number;
  readonly wallSec: number;
}

function timesOf(work: () => void): Times {
  const startMs = performance.now();
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return { cpuSec: (user + system) / 1e6, wallSec: (performance.now() - startMs) / 1000 };
}

/** Ten minutes and five of speech by us, ten by Praat's command: processor seconds and the clock. */
export function compareWithPraat(report: BenchReport, name: string, work: (x: SampleSource) => void, command: string) {
  const [tenMinutes, five] = [repeatedSpeech(600), repeatedSpeech(300)];
  const once = (x: SampleSource) => timesOf(() => work(x));
  once(five);
  const half = [once(five), once(five)].reduce(quicker);
  const whole = [once(tenMinutes), once(tenMinutes), once(tenMinutes)].reduce(quicker);
  const praat = praatTimes(600, command);
  report.add(`${name}, 10 min at 16 kHz`, {
    kernels: kernelStatus().name,
    ...whole,
    perDoubledLength: whole.cpuSec / half.cpuSec,
    praatCpuSec: praat?.cpuSec ?? 'not on PATH',
    praatWallSec: praat?.wallSec ?? 'not on PATH',
    timesPraatCpu: praat ? praat.cpuSec / whole.cpuSec : 'not measured',
    timesPraatWall: praat ? praat.wallSec / whole.wallSec : 'not measured',
    rssMiB: process.memoryUsage().rss / 2 ** 20,
  });
}

const quicker = (a: Times, b: Times) => (a.cpuSec < b.cpuSec ? a : b);

/**
 * What Praat's command takes for so much speech, or for the object `long` that the lines of `prepare` make of it. By
 * Praat's stopwatch around the command alone, the last run; processor time by what each of `runs` more adds to a process,
 * whose threads share the work. Null: it is not on PATH.
 */
export function praatTimes(sec: number, command: string, { prepare = '', runs = 1 } = {}): Times | null {
  if (spawnSync('praat', ['--version']).error) return null;
  const folder = mkdtempSync(join(tmpdir(), 'phonoscope-bench-'));
  const times = sec / (speech.length / sampleRateHz);
  const run = (nRuns: number): Times => {
    const script = join(folder, `${nRuns}.praat`);
    writeFileSync(
      script,
      `Read from file: "${inProject('tests/fixtures/jfk.wav')}"
for i from 2 to ${Math.ceil(times)}
  sound [i] = Copy: "part"
endfor
select all
Concatenate
long = Extract part: 0, ${sec}, "rectangular", 1, "no"
${prepare}
for i to ${nRuns}
  selectObject: long
  stopwatch
  noprogress ${command}
  seconds = stopwatch
endfor
writeInfoLine: seconds`,
    );
    const said = execFileSync('sh', ['-c', 'praat --run "$0"; times', script], { encoding: 'utf8' }).trim().split('\n');
    const minutes = Array.from(said.at(-1)!.matchAll(/(\d+)m([\d.]+)s/g), ([, m, s]) => 60 * Number(m) + Number(s));
    return { wallSec: Number(said[0]), cpuSec: minutes.reduce((a, b) => a + b, 0) };
  };
  try {
    const [one, more] = [run(1), run(1 + runs)];
    return { wallSec: more.wallSec, cpuSec: (more.cpuSec - one.cpuSec) / runs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
