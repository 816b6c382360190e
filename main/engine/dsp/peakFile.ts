/**
 * The stored form of a peak pyramid, for a cache that may be deleted at any moment. Little-endian:
 *
 *   0   'PHPK', uint32 version 1, uint32 nChannels, uint32 samples per finest bin
 *   16  float64 nSamples
 *   24  per channel: float64 nClipped, float64 nNonFinite, then float32 min, max, sumSquares of the complete finest
 *       bins, then the float32 samples after them (padded with one zero to 8 bytes if needed)
 *
 * Coarser levels are rebuilt on reading: 12 bytes per 256 samples instead of 16.
 */
import { EngineError } from '../core/errors.ts';
import { PeakChannel } from './peakChannel.ts';
import { PeakPyramid } from './peaks.ts';
import { peakBaseSamples } from './peakSizes.ts';

const magic = 0x4b_50_48_50; // 'PHPK' read as a little-endian uint32
const version = 1;
const headerBytes = 24;

function channelBytes(nSamples: number): number {
  const nFloats = 3 * Math.floor(nSamples / peakBaseSamples) + (nSamples % peakBaseSamples);
  return 16 + 8 * Math.ceil(nFloats / 2);
}

export function encodePeaks(pyramid: PeakPyramid): ArrayBuffer {
  const { nChannels, nSamples } = pyramid;
  const buffer = new ArrayBuffer(headerBytes + nChannels * channelBytes(nSamples));
  const view = new DataView(buffer);
  [magic, version, nChannels, peakBaseSamples].forEach((value, i) => {
    view.setUint32(4 * i, value, true);
  });
  view.setFloat64(16, nSamples, true);
  for (let c = 0; c < nChannels; c++) {
    const channel = pyramid.channel(c);
    let at = headerBytes + c * channelBytes(nSamples);
    view.setFloat64(at, channel.counts.nClipped, true);
    view.setFloat64(at + 8, channel.counts.nNonFinite, true);
    at += 16;
    const finest = channel.levels[0]!;
    for (const values of [finest.min, finest.max, finest.sumSquares, channel.openSamples]) {
      new Float32Array(buffer, at, values.length).set(values);
      at += values.byteLength;
    }
  }
  return buffer;
}

/** A pyramid that reads, and grows on, as the stored one did. @throws EngineError E_FORMAT: damaged or of another version */
export function decodePeaks(buffer: ArrayBuffer): PeakPyramid {
  const view = new DataView(buffer);
  const words = buffer.byteLength < headerBytes ? [] : [0, 4, 8, 12].map((at) => view.getUint32(at, true));
  const [foundMagic, foundVersion, nChannels = 0, baseSamples] = words;
  if (foundMagic !== magic || foundVersion !== version || baseSamples !== peakBaseSamples || nChannels < 1) {
    throw new EngineError('E_FORMAT', `not a peak file of version ${version} (${buffer.byteLength} bytes)`);
  }
  const nSamples = view.getFloat64(16, true);
  const wanted = headerBytes + nChannels * channelBytes(nSamples);
  if (!Number.isSafeInteger(nSamples) || nSamples < 0 || wanted !== buffer.byteLength) {
    const text = `${nChannels} channels of ${nSamples} samples need ${wanted} bytes, found ${buffer.byteLength}`;
    throw new EngineError('E_FORMAT', `peak file: ${text}`);
  }
  const nBins = Math.floor(nSamples / peakBaseSamples);
  const channels = Array.from({ length: nChannels }, (_, c) => {
    const start = headerBytes + c * channelBytes(nSamples);
    const floats = (nth: number, length = nBins): Float32Array =>
      new Float32Array(buffer, start + 16 + 4 * nth * nBins, length);
    const finest = { nBins, min: floats(0), max: floats(1), sumSquares: floats(2) };
    const counts = { nClipped: view.getFloat64(start, true), nNonFinite: view.getFloat64(start + 8, true) };
    return PeakChannel.restore(finest, floats(3, nSamples % peakBaseSamples), counts);
  });
  return new PeakPyramid(nChannels, channels);
}
