/** Pitch of ten minutes of speech at 16 kHz by raw auto- and cross-correlation, beside Praat where it is on PATH. */
import { trackPitch } from '../../main/engine/dsp/pitch/trackPitch.ts';
import { createBenchReport } from './benchReport.ts';
import { compareWithPraat } from './praatPeer.ts';

const report = createBenchReport('pitch');
for (const [method, praatMethod] of [
  ['raw-ac', 'ac'],
  ['raw-cc', 'cc'],
] as const) {
  const command = `To Pitch (${praatMethod}): 0, 75, 15, 0, 0.03, 0.45, 0.01, 0.35, 0.14, 600`;
  compareWithPraat(report, `pitch by ${method}`, (x) => trackPitch(x, 16_000, { method }), command);
}
report.write();
