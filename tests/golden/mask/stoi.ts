/**
 * Short-time objective intelligibility of y, a changed x, from 0 to 1 (same); both at 10 kHz. Taal, Hendriks, Heusdens &
 * Jensen, "An algorithm for intelligibility prediction of time-frequency weighted noisy speech", IEEE Trans. ASLP 19(7),
 * 2011: frames of 256 under Hann every 128, those 40 dB below the loudest left out, 15 third-octave bands from 150 Hz,
 * segments of 30 frames, clipping at −15 dB.
 */
import { realFft } from '../../../main/engine/dsp/fft.ts';

const [frameLength, hop, fftSize, nBands, segment] = [256, 128, 512, 15, 30];
const window = Float64Array.from(
  { length: frameLength },
  (_, n) => Math.sin((Math.PI * (n + 1)) / (frameLength + 1)) ** 2,
);

export function stoi(x: Float32Array, y: Float32Array): number {
  const [xFrames, yFrames] = [framesOf(x), framesOf(y)];
  const levels = xFrames.map((frame) => 20 * Math.log10(Math.hypot(...frame) + 2 ** -52));
  const loudest = Math.max(...levels);
  const audible = (frames: Float64Array[]) => overlapAdd(frames.filter((_, m) => levels[m]! > loudest - 40));
  const [a, b] = [bandsOf(audible(xFrames)), bandsOf(audible(yFrames))];
  let sum = 0;
  let count = 0;
  for (let end = segment; end <= a.length; end++) {
    for (let band = 0; band < nBands; band++) {
      const row = (bands: Float64Array[]) => bands.slice(end - segment, end).map((frame) => frame[band]!);
      sum += correlation(row(a), row(b));
      count++;
    }
  }
  return sum / count;
}

function correlation(x: number[], y: number[]): number {
  const scale = norm(x) / (norm(y) + 2 ** -52);
  const clipped = y.map((value, i) => Math.min(value * scale, x[i]! * (1 + 10 ** (15 / 20))));
  const [p, q] = [centred(x), centred(clipped)];
  return p.reduce((sum, value, i) => sum + value * q[i]!, 0) / ((norm(p) + 2 ** -52) * (norm(q) + 2 ** -52));
}

const norm = (v: number[]) => Math.sqrt(v.reduce((sum, value) => sum + value * value, 0));

function centred(v: number[]): number[] {
  const mean = v.reduce((sum, value) => sum + value, 0) / v.length;
  return v.map((value) => value - mean);
}

function framesOf(x: Float32Array | Float64Array): Float64Array[] {
  const frames: Float64Array[] = [];
  for (let at = 0; at < x.length - frameLength; at += hop) {
    frames.push(window.map((gain, n) => gain * x[at + n]!));
  }
  return frames;
}

function overlapAdd(frames: Float64Array[]): Float64Array {
  const out = new Float64Array((frames.length - 1) * hop + frameLength);
  frames.forEach((frame, m) => frame.forEach((value, n) => (out[m * hop + n] = out[m * hop + n]! + value)));
  return out;
}

function bandsOf(x: Float64Array): Float64Array[] {
  const fft = realFft(fftSize);
  const [re, im] = [new Float64Array(fft.nBins), new Float64Array(fft.nBins)];
  const binOf = (hz: number) => Math.round((hz * fftSize) / 10_000);
  return framesOf(x).map((frame) => {
    const padded = new Float64Array(fftSize);
    padded.set(frame);
    fft.forward(padded, re, im);
    return Float64Array.from({ length: nBands }, (_, band) => {
      const [low, high] = [binOf(150 * 2 ** ((2 * band - 1) / 6)), binOf(150 * 2 ** ((2 * band + 1) / 6))];
      let power = 0;
      for (let k = low; k < high; k++) power += re[k]! ** 2 + im[k]! ** 2;
      return Math.sqrt(power);
    });
  });
}
