/** The recording of the fixtures over and over, for us and for Praat, and how long Praat takes where it is on PATH. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toSource, type SampleSource } from '../../main/engine/dsp/sampleSource.ts';
import { inProject } from '../../scripts/projectPaths.ts';
import { readWav16 } from '../harness/readWav16.ts';

const sampleRateHz = 16_000;
const speech = readWav16(new URL('../fixtures/jfk.wav', import.meta.url)).x;

export function repeatedSpeech(sec: number): SampleSource {
  return toSource(Float32Array.from({ length: sec * sampleRateHz }, (_, n) => speech[n % speech.length]!));
}

/** Praat's stopwatch around the command alone; the second of two runs. Null: it is not on PATH. */
export function praatSeconds(sec: number, command: string): number | null {
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
  noprogress ${command}
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
