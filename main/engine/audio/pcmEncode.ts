/**
 * Planar float32 to stored samples: the inverse of decodePcm. Integers are rounded to the nearest and clipped at full
 * scale; what decodePcm made of 8 to 24 bits, A-law or float comes back bit for bit.
 */
import { encodeAlaw, encodeUlaw } from './g711.ts';
import { bytesPerSample } from './pcm.ts';
import type { PcmEncoding } from './pcm.ts';
import { createQuantiser } from './quantiser.ts';

/**
 * @param channels planar samples, full scale ±1, each [nSamples]
 * @returns interleaved, [nSamples · nChannels · bytesPerSample]
 */
export function encodePcm(channels: readonly Float32Array[], encoding: PcmEncoding): Uint8Array {
  const { format, littleEndian } = encoding;
  const nSamples = channels[0]?.length ?? 0;
  const width = bytesPerSample[format];
  const bytes = new Uint8Array(nSamples * channels.length * width);
  const stride = channels.length * width;
  if (format === 'f32' || format === 'f64') {
    encodeFloat(channels, bytes, encoding);
    return bytes;
  }
  const isCompanded = format === 'alaw' || format === 'ulaw';
  const quantiser = createQuantiser(isCompanded ? 16 : 8 * width);
  const integers = new Int32Array(nSamples);
  channels.forEach((channel, c) => {
    quantiser.quantise(channel, integers);
    if (format === 'alaw') integers.forEach((value, i) => (integers[i] = encodeAlaw(value)));
    if (format === 'ulaw') integers.forEach((value, i) => (integers[i] = encodeUlaw(value)));
    if (format === 'u8') integers.forEach((value, i) => (integers[i] = value + 128));
    storeIntegers(integers, bytes, { width, stride, offset: c * width, littleEndian });
  });
  return bytes;
}

function encodeFloat(
  channels: readonly Float32Array[],
  bytes: Uint8Array,
  { format, littleEndian }: PcmEncoding,
): void {
  const view = new DataView(bytes.buffer);
  const width = bytesPerSample[format];
  channels.forEach((channel, c) => {
    for (let i = 0; i < channel.length; i++) {
      const at = (i * channels.length + c) * width;
      if (format === 'f32') view.setFloat32(at, channel[i]!, littleEndian);
      else view.setFloat64(at, channel[i]!, littleEndian);
    }
  });
}

export interface IntegerSlot {
  readonly width: number; // bytes of a sample
  readonly stride: number; // bytes of a frame
  readonly offset: number; // bytes before the channel's first sample
  readonly littleEndian: boolean;
}

/** Writes the low `width` bytes of each integer into every frame of interleaved `bytes`. */
export function storeIntegers(integers: Int32Array, bytes: Uint8Array, slot: IntegerSlot): void {
  const { width, stride, offset, littleEndian } = slot;
  const first = littleEndian ? 0 : width - 1;
  const step = littleEndian ? 1 : -1;
  for (let i = 0, at = offset + first; i < integers.length; i++, at += stride) {
    let value = integers[i]!;
    for (let k = 0; k < width; k++) {
      bytes[at + k * step] = value;
      value >>= 8;
    }
  }
}
