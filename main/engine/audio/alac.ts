/** Apple Lossless packets to samples, bit exact (format as published by Apple, 2011: ALACMagicCookieDescription). */
import { EngineError } from '../core/errors.ts';
import { readAlacResiduals } from './alacEntropy.ts';
import { isDifferenceOnly, restoreAlac, restoreDifferences } from './alacPredictor.ts';
import { BitReader } from './bitReader.ts';
import type { PacketDecoder } from './packetDecoder.ts';
import type { Planar } from './planarStream.ts';
import type { SampleFormat } from './source.ts';

interface AlacCookie {
  readonly frameLength: number; // samples
  readonly bitDepth: number; // 16, 20, 24 or 32
  readonly meanWeight: number; // pb
  readonly initialMean: number; // mb
  readonly largestParameter: number; // kb
  readonly channels: number;
  readonly sampleRateHz: number;
}

interface ElementHeader {
  readonly nSamples: number;
  readonly shiftBits: number; // low bits kept apart, uncompressed
  readonly isRaw: boolean;
}

const cookieBytes = 24;
const largestFrame = 65_536;
const elementEnd = 7;

/** Where the channels of the elements, centre first, lie in WAVE order. */
const wavePositions = [
  [],
  [0],
  [0, 1],
  [2, 0, 1],
  [2, 0, 1, 3],
  [2, 0, 1, 3, 4],
  [2, 0, 1, 4, 5, 3],
  [2, 0, 1, 4, 5, 6, 3],
  [2, 6, 7, 0, 1, 4, 5, 3],
];

/** @param config the magic cookie. @throws EngineError E_FORMAT, E_CODEC */
export function createAlacDecoder(config: Uint8Array): PacketDecoder {
  const cookie = parseCookie(config);
  const { bitDepth, sampleRateHz, channels } = cookie;
  const sampleFormat: SampleFormat = bitDepth <= 16 ? 's16' : bitDepth <= 24 ? 's24' : 's32';
  return {
    format: { codec: 'ALAC', sampleRateHz, channels, sampleFormat, bitsPerSample: bitDepth },
    decode: (packet) => decodeAlacPacket(packet, cookie),
    lostSamples: () => cookie.frameLength,
    free() {},
  };
}

function parseCookie(config: Uint8Array): AlacCookie {
  if (config.length < cookieBytes)
    throw new EngineError('E_FORMAT', `the ALAC cookie has ${config.length} of ${cookieBytes} bytes`);
  const view = new DataView(config.buffer, config.byteOffset, config.length);
  const cookie = {
    frameLength: view.getUint32(0),
    bitDepth: view.getUint8(5),
    meanWeight: view.getUint8(6),
    initialMean: view.getUint8(7),
    largestParameter: view.getUint8(8),
    channels: view.getUint8(9),
    sampleRateHz: view.getUint32(20),
  };
  if (view.getUint8(4) !== 0) throw new EngineError('E_CODEC', `ALAC version ${view.getUint8(4)} must be 0`);
  if (![16, 20, 24, 32].includes(cookie.bitDepth)) {
    throw new EngineError('E_FORMAT', `ALAC bit depth ${cookie.bitDepth} must be 16, 20, 24 or 32`);
  }
  if (cookie.channels < 1 || cookie.channels > 8) {
    throw new EngineError('E_FORMAT', `ALAC channels=${cookie.channels} must be 1 to 8`);
  }
  if (cookie.frameLength < 1 || cookie.frameLength > largestFrame || cookie.largestParameter > 24) {
    throw new EngineError('E_FORMAT', `ALAC frame length ${cookie.frameLength} must be 1 to ${largestFrame}`);
  }
  return cookie;
}

function decodeAlacPacket(packet: Uint8Array, cookie: AlacCookie): Planar {
  const bits = new BitReader(packet);
  const decoded: Int32Array[] = [];
  while (decoded.length < cookie.channels) {
    const tag = bits.read(3);
    if (tag === elementEnd) break;
    if (tag === 0 || tag === 3) decoded.push(...readElement(bits, cookie, 1));
    else if (tag === 1) decoded.push(...readElement(bits, cookie, 2));
    else if (tag === 6) skipFill(bits);
    else throw new EngineError('E_FORMAT', `ALAC element ${tag} is not known`);
  }
  const length = decoded[0]?.length;
  if (decoded.length !== cookie.channels || decoded.some((samples) => samples.length !== length)) {
    throw new EngineError('E_FORMAT', `an ALAC packet holds ${decoded.length} of ${cookie.channels} channels`);
  }
  const scale = 2 ** (1 - cookie.bitDepth);
  const positions = wavePositions[cookie.channels]!;
  const planar: Float32Array[] = [];
  decoded.forEach((samples, i) => {
    const out = new Float32Array(samples.length);
    for (let n = 0; n < out.length; n++) out[n] = samples[n]! * scale;
    planar[positions[i]!] = out;
  });
  return planar;
}

function skipFill(bits: BitReader): void {
  const count = bits.read(4);
  bits.skip(8 * (count === 15 ? 14 + bits.read(8) : count));
}

function readElement(bits: BitReader, cookie: AlacCookie, channels: 1 | 2): Int32Array[] {
  const header = readElementHeader(bits, cookie);
  if (header.isRaw) {
    const out = Array.from({ length: channels }, () => new Int32Array(header.nSamples));
    for (let n = 0; n < header.nSamples; n++) for (const channel of out) channel[n] = bits.readSigned(cookie.bitDepth);
    return out;
  }
  return readCompressed(bits, cookie, header, channels);
}

function readElementHeader(bits: BitReader, cookie: AlacCookie): ElementHeader {
  bits.skip(4 + 12); // instance, reserved
  const isPartial = bits.read(1) === 1;
  const shiftBits = 8 * bits.read(2);
  const isRaw = bits.read(1) === 1;
  const nSamples = isPartial ? bits.readLong(32) : cookie.frameLength;
  if (nSamples > cookie.frameLength || shiftBits >= cookie.bitDepth) {
    throw new EngineError('E_FORMAT', `an ALAC packet of ${nSamples} samples, ${cookie.frameLength} is the most`);
  }
  return { nSamples, shiftBits, isRaw };
}

function readCompressed(bits: BitReader, cookie: AlacCookie, header: ElementHeader, channels: 1 | 2): Int32Array[] {
  const { nSamples, shiftBits } = header;
  const sampleBits = cookie.bitDepth - shiftBits + (channels - 1);
  if (sampleBits > 32) throw new EngineError('E_FORMAT', `ALAC samples of ${sampleBits} bits`);
  const mixShift = bits.read(8);
  const mixWeight = bits.readSigned(8);
  const predictors = Array.from({ length: channels }, () => readPredictor(bits));
  const lowBitsAt = bits.bitPosition;
  bits.skip(shiftBits * nSamples * channels);
  const out = predictors.map(({ mode, shift, weightFactor, coefficients }) => {
    const x = new Int32Array(nSamples);
    const meanWeight = Math.floor((cookie.meanWeight * weightFactor) / 4);
    const { initialMean, largestParameter } = cookie;
    readAlacResiduals(bits, { initialMean, meanWeight, largestParameter, sampleBits }, x);
    if (mode === 15) restoreDifferences(x, sampleBits);
    else if (mode !== 0) throw new EngineError('E_FORMAT', `ALAC prediction mode ${mode} must be 0 or 15`);
    if (isDifferenceOnly(coefficients.length)) restoreDifferences(x, sampleBits);
    else restoreAlac(x, coefficients, sampleBits, shift);
    return x;
  });
  if (channels === 2 && mixWeight !== 0) unmix(out[0]!, out[1]!, mixShift, mixWeight);
  if (shiftBits > 0) appendLowBits(bits, lowBitsAt, shiftBits, out);
  return out;
}

function readPredictor(bits: BitReader) {
  const mode = bits.read(4);
  const shift = bits.read(4);
  const weightFactor = bits.read(3);
  const coefficients = Int16Array.from({ length: bits.read(5) }, () => bits.readSigned(16));
  return { mode, shift, weightFactor, coefficients };
}

/** A weighted mean and a difference back to left and right. */
function unmix(u: Int32Array, v: Int32Array, shift: number, weight: number): void {
  for (let n = 0; n < u.length; n++) {
    const left = u[n]! + v[n]! - ((weight * v[n]!) >> shift);
    v[n] = left - v[n]!;
    u[n] = left;
  }
}

function appendLowBits(bits: BitReader, at: number, shiftBits: number, channels: readonly Int32Array[]): void {
  const end = bits.bitPosition;
  bits.bitPosition = at;
  for (let n = 0; n < channels[0]!.length; n++) {
    for (const channel of channels) channel[n] = (channel[n]! << shiftBits) | bits.read(shiftBits);
  }
  bits.bitPosition = end;
}
