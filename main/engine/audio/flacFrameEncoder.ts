/** One FLAC frame (RFC 9639, 9): header, a subframe for each channel, two checksums. */
import { BitWriter } from './bitWriter.ts';
import { crc16, crc8 } from './crc.ts';
import { chooseStereo } from './flacStereoChoice.ts';
import { planSubframe, writeSubframe } from './flacSubframeEncoder.ts';

export interface FlacFrameFormat {
  readonly sampleRateHz: number;
  readonly bitsPerSample: 16 | 24;
}

const rateCodes: Readonly<Record<number, number>> = {
  88_200: 1,
  176_400: 2,
  192_000: 3,
  8_000: 4,
  16_000: 5,
  22_050: 6,
  24_000: 7,
  32_000: 8,
  44_100: 9,
  48_000: 10,
  96_000: 11,
};
const rateInHz = 13;
const rateInTensOfHz = 14;
const rateInStreamInfo = 0;
const blockSizeIn16Bits = 7;
const sampleSizeCodes = { 16: 4, 24: 6 } as const;

/** @param channels integers of bitsPerSample bits, each [nSamples], nSamples 1 … 65,536 */
export function encodeFlacFrame(
  channels: readonly Int32Array[],
  frameIndex: number,
  format: FlacFrameFormat,
): Uint8Array {
  const nSamples = channels[0]!.length;
  const { assignment, subframes } = chooseStereo(channels, format.bitsPerSample);
  const out = new BitWriter(64 + (channels.length * nSamples * format.bitsPerSample) / 8);
  writeHeader(out, { nSamples, assignment, frameIndex, ...format });
  for (const { samples, bits } of subframes) writeSubframe(out, planSubframe(samples, bits));
  out.align();
  out.bits(crc16(out.view(), out.view().length), 16);
  return out.view();
}

interface FrameHeader extends FlacFrameFormat {
  readonly nSamples: number;
  readonly assignment: number;
  readonly frameIndex: number;
}

function writeHeader(out: BitWriter, header: FrameHeader): void {
  const { sampleRateHz } = header;
  const rateCode = rateCodeOf(sampleRateHz);
  out.bits(0xfff8, 16); // sync, fixed block size
  out.bits(blockSizeIn16Bits, 4);
  out.bits(rateCode, 4);
  out.bits(header.assignment, 4);
  out.bits(sampleSizeCodes[header.bitsPerSample], 3);
  out.bits(0, 1);
  writeCodedNumber(out, header.frameIndex);
  out.bits(header.nSamples - 1, 16);
  if (rateCode === rateInHz) out.bits(sampleRateHz, 16);
  if (rateCode === rateInTensOfHz) out.bits(sampleRateHz / 10, 16);
  out.bits(crc8(out.view(), out.view().length), 8);
}

function rateCodeOf(sampleRateHz: number): number {
  const common = rateCodes[sampleRateHz];
  if (common !== undefined) return common;
  if (sampleRateHz < 65_536) return rateInHz;
  return sampleRateHz % 10 === 0 && sampleRateHz < 655_360 ? rateInTensOfHz : rateInStreamInfo;
}

/** The frame index in UTF-8's scheme, extended to 31 bits. */
function writeCodedNumber(out: BitWriter, value: number): void {
  if (value < 0x80) {
    out.bits(value, 8);
    return;
  }
  let tails = 1;
  while (tails < 5 && value >= 2 ** (6 * tails + 6 - tails)) tails++;
  const lead = (0xff << (7 - tails)) & 0xff;
  out.bits(lead | (value >>> (6 * tails)), 8);
  for (let k = tails - 1; k >= 0; k--) out.bits(0x80 | ((value >>> (6 * k)) & 0x3f), 8);
}
