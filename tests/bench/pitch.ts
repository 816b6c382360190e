/** Pitch of ten minutes of speech at 16 kHz by raw autocorrelation, beside Praat where it is on PATH (both by the clock). */
import { trackPitch } from '../../main/engine/dsp/pitch/trackPitch.ts';
import { kernelStatus } from '../../main/engine/native/loadKernels.ts';
import { createBenchReport } from './benchReport.ts';
import { praatSeconds, repeatedSpeech } from './praatPeer.ts';

const report = createBenchReport('pitch');

function measure(sec: number) {
  const source = repeatedSpeech(sec);
  const startMs = performance.now();
  const start = process.cpuUsage();
  trackPitch(source, 16_000);
  const { user, system } = process.cpuUsage(start);
  return { cpuSec: (user + system) / 1e6, wallSec: (performance.now() - startMs) / 1000 };
}

measure(600);
const half = measure(300);
const whole = measure(600);
const praatSec = praatSeconds(600, 'To Pitch (ac): 0, 75, 15, 0, 0.03, 0.45, 0.01, 0.35, 0.14, 600');
report.add('pitch, 10 min at 16 kHz', {
  kernels: kernelStatus().name,
  cpuSec: whole.cpuSec,
  wallSec: whole.wallSec,
  perDoubledLength: whole.cpuSec / half.cpuSec,
  praatSec: praatSec ?? 'not on PATH',
  timesPraat: praatSec === null ? 'not measured' : praatSec / whole.wallSec,
  rssMiB: process.memoryUsage().rss / 2 ** 20,
});
report.write();
