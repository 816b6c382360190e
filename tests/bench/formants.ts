/** Formants of ten minutes of speech at 16 kHz, beside Praat where it is on PATH. */
import { formantFrames } from '../../main/engine/dsp/formants/formantFrames.ts';
import type { SampleSource } from '../../main/engine/dsp/sampleSource.ts';
import { createBenchReport } from './benchReport.ts';
import { compareWithPraat } from './praatPeer.ts';

const report = createBenchReport('formants');

function readAll(source: SampleSource): void {
  let nFormants = 0;
  for (const frame of formantFrames(source, { sampleRateHz: 16_000 }).frames()) nFormants += frame.nFormants;
  if (nFormants === 0) throw new Error('no formants');
}

compareWithPraat(report, 'formants', readAll, 'To Formant (burg): 0, 5, 5500, 0.025, 50');
report.write();
