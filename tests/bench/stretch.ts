/**
 * Changing duration and pitch of a minute of speech at 16 kHz: seconds of sound made in a second of processor time, by us
 * and by Praat's overlap-add where it is on PATH.
 */
import { flattenPitch } from '../../main/engine/dsp/pitch/editPitchCurve.ts';
import { pitchCurveOf } from '../../main/engine/dsp/pitch/pitchCurve.ts';
import { trackPitch } from '../../main/engine/dsp/pitch/trackPitch.ts';
import { psola } from '../../main/engine/dsp/stretch/psola.ts';
import { timeStretch } from '../../main/engine/dsp/stretch/timeStretch.ts';
import { findPulses } from '../../main/engine/dsp/voice/pulses.ts';
import { createBenchReport } from './benchReport.ts';
import { praatTimes, repeatedSpeech } from './praatPeer.ts';

const report = createBenchReport('stretch');
const sampleRateHz = 16_000;
const factor = 1.5;
const source = repeatedSpeech(60);
const x = source.read(0, source.nSamples);
const track = trackPitch(x, sampleRateHz, { timeStepSec: 0.01 });
const pulses = findPulses(x, sampleRateHz, track);
const pitch = flattenPitch(pitchCurveOf(track), 120);
const duration = { timesSec: Float64Array.of(0), values: Float64Array.of(factor) };

/** The quicker of two. */
function soundSecPerCpuSec(work: () => readonly Float32Array[]): number {
  const rates = [0, 1].map(() => {
    const start = process.cpuUsage();
    const madeSec = work()[0]!.length / sampleRateHz;
    const { user, system } = process.cpuUsage(start);
    return madeSec / ((user + system) / 1e6);
  });
  return Math.max(...rates);
}

const prepare = `manipulation = To Manipulation: 0.01, 75, 600
tier = Extract pitch tier
Formula: "120"
plusObject: manipulation
Replace pitch tier
durations = Create DurationTier: "d", 0, 60
Add point: 0, ${factor}
plusObject: manipulation
Replace duration tier
long = manipulation`;
const praat = praatTimes(60, 'Get resynthesis (overlap-add)', { prepare, runs: 20 });
report.add('a minute stretched by 1.5', {
  wsola: soundSecPerCpuSec(() => timeStretch([x], { sampleRateHz, factor, method: 'wsola' })),
  phaseVocoder: soundSecPerCpuSec(() => timeStretch([x], { sampleRateHz, factor, method: 'phase-vocoder' })),
  psola: soundSecPerCpuSec(() => psola([x], { sampleRateHz, pulses, pitch, duration })),
  praatPsola: praat ? (60 * factor) / praat.cpuSec : 'not on PATH',
});
report.write();
