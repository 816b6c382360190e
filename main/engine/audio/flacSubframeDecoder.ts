/** One channel of one FLAC frame (RFC 9639 section 9.2). */
import { EngineError } from '../core/errors.ts';
import type { BitReader } from './bitReader.ts';

/** Float64 where int32 arithmetic could overflow. */
export type FlacSamples = Int32Array | Float64Array;

const widestInt32Bits = 27; // a fourth-order fixed predictor multiplies by up to 16 in all

/**
 * @param bits of one sample, with the extra bit of a side channel: 4–33
 * @throws EngineError E_FORMAT
 */
export function decodeFlacSubframe(reader: BitReader, blockSize: number, bits: number): FlacSamples {
  if (reader.read(1) !== 0) throw new EngineError('E_FORMAT', 'a FLAC subframe must begin with a zero bit');
  const type = reader.read(6);
  const wasted = reader.read(1) === 0 ? 0 : reader.readUnary() + 1;
  const width = bits - wasted;
  if (width < 1) throw new EngineError('E_FORMAT', `${wasted} wasted bits leave nothing of ${bits}`);
  const samples = width > widestInt32Bits ? new Float64Array(blockSize) : new Int32Array(blockSize);

  if (type === 0) samples.fill(reader.readSigned(width));
  else if (type === 1) readPlain(reader, samples, blockSize, width);
  else if (type >= 8 && type <= 12) decodeFixed(reader, samples, type - 8, width);
  else if (type >= 32) decodeLpc(reader, samples, type - 31, width);
  else throw new EngineError('E_FORMAT', `FLAC subframe type ${type} is reserved`);

  return wasted === 0 ? samples : restoreWasted(samples, wasted, bits);
}

function restoreWasted(samples: FlacSamples, wasted: number, bits: number): FlacSamples {
  const out = bits > 32 ? Float64Array.from(samples) : samples;
  const factor = 2 ** wasted;
  for (let n = 0; n < out.length; n++) out[n] = out[n]! * factor;
  return out;
}

function readPlain(reader: BitReader, samples: FlacSamples, end: number, width: number): void {
  for (let n = 0; n < end; n++) samples[n] = reader.readSigned(width);
}

function decodeFixed(reader: BitReader, x: FlacSamples, order: number, width: number): void {
  checkOrder(order, x.length);
  readPlain(reader, x, order, width);
  readResidual(reader, x, order);
  // xₙ = rₙ + the order-th difference's prediction: binomial coefficients with alternating signs
  if (order === 1) for (let n = 1; n < x.length; n++) x[n] = x[n]! + x[n - 1]!;
  if (order === 2) for (let n = 2; n < x.length; n++) x[n] = x[n]! + 2 * x[n - 1]! - x[n - 2]!;
  if (order === 3) for (let n = 3; n < x.length; n++) x[n] = x[n]! + 3 * (x[n - 1]! - x[n - 2]!) + x[n - 3]!;
  if (order === 4) {
    for (let n = 4; n < x.length; n++) x[n] = x[n]! + 4 * (x[n - 1]! + x[n - 3]!) - 6 * x[n - 2]! - x[n - 4]!;
  }
}

function decodeLpc(reader: BitReader, x: FlacSamples, order: number, width: number): void {
  checkOrder(order, x.length);
  readPlain(reader, x, order, width);
  const precision = reader.read(4) + 1;
  if (precision === 16) throw new EngineError('E_FORMAT', 'FLAC predictor precision 16 is reserved');
  const shift = reader.readSigned(5);
  if (shift < 0) throw new EngineError('E_FORMAT', `FLAC predictor shift ${shift} must not be negative`);
  const coefficients = new Int32Array(order);
  for (let j = 0; j < order; j++) coefficients[j] = reader.readSigned(precision);
  readResidual(reader, x, order);
  const sumBits = width + precision + Math.ceil(Math.log2(order)) - 1;
  if (x instanceof Int32Array && sumBits <= 32) predictInt32(x, coefficients, shift);
  else predictFloat64(x, coefficients, shift);
}

function predictInt32(x: Int32Array, coefficients: Int32Array, shift: number): void {
  const order = coefficients.length;
  for (let n = order; n < x.length; n++) {
    let sum = 0;
    for (let j = 0; j < order; j++) sum = (sum + Math.imul(coefficients[j]!, x[n - 1 - j]!)) | 0;
    x[n] = x[n]! + (sum >> shift);
  }
}

function predictFloat64(x: FlacSamples, coefficients: Int32Array, shift: number): void {
  const order = coefficients.length;
  const scale = 2 ** -shift;
  const weights = Float64Array.from(coefficients);
  const y = Float64Array.from(x); // keeps the loop on float64
  for (let n = order; n < y.length; n++) {
    let sum = 0;
    for (let j = 0; j < order; j++) sum += weights[j]! * y[n - 1 - j]!;
    y[n] = y[n]! + Math.floor(sum * scale);
  }
  x.set(y);
}

function checkOrder(order: number, blockSize: number): void {
  if (order > blockSize) throw new EngineError('E_FORMAT', `a predictor of order ${order} in a block of ${blockSize}`);
}

function readResidual(reader: BitReader, out: FlacSamples, order: number): void {
  const method = reader.read(2);
  if (method > 1) throw new EngineError('E_FORMAT', `FLAC residual method ${method} is reserved`);
  const parameterBits = method === 0 ? 4 : 5;
  const escape = method === 0 ? 15 : 31;
  const partitions = 1 << reader.read(4);
  const length = out.length / partitions;
  if (!Number.isInteger(length) || length < order) {
    throw new EngineError('E_FORMAT', `${partitions} residual partitions do not divide ${out.length} samples`);
  }
  for (let p = 0; p < partitions; p++) {
    const start = p === 0 ? order : p * length;
    const end = (p + 1) * length;
    const k = reader.read(parameterBits);
    if (k !== escape) {
      reader.readRice(out, start, end, k);
      continue;
    }
    const width = reader.read(5);
    for (let n = start; n < end; n++) out[n] = width === 0 ? 0 : reader.readSigned(width);
  }
}
