/** Formants of ten minutes of speech at 16 kHz, beside Praat where it is on PATH (both by the clock). */
import { formantFrames } from '../../main/engine/dsp/formants/formantFrames.ts';
import { kernelStatus } from '../../main/engine/native/loadKernels.ts';
import { createBenchReport } from './benchReport.ts';
import { praatSeconds, repeatedSpeech } from './praatPeer.ts';

const sampleRateHz = 16_000;
const report = createBenchReport('formants');

function measure(sec: number) {
  const source = repeatedSpeech(sec);
  const startMs = performance.now();
  const start = process.cpuUsage();
  let nFormants = 0;
  for (const frame of formantFrames(source, { sampleRateHz }).frames()) nFormants += frame.nFormants;
  const { user, system } = process.cpuUsage(start);
  return { cpuSec: (user + system) / 1e6, wallSec: (performance.now() - startMs) / 1000, nFormants };
}

measure(60);
const half = measure(300);
const whole = measure(600);
const praatSec = praatSeconds(600, 'To Formant (burg): 0, 5, 5500, 0.025, 50');
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
