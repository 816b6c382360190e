/** Headers of MPEG audio frames (ISO/IEC 11172-3 section 2.4.1.3, 13818-3) and the Xing/LAME information frame. */
import { hasMagic } from './sniffAudio.ts';

export interface MpegHeader {
  readonly version: 1 | 2 | 2.5;
  readonly layer: 1 | 2 | 3;
  readonly sampleRateHz: number;
  readonly channels: 1 | 2;
  readonly samplesPerFrame: number;
  readonly frameBytes: number | null; // null: free format, the length is not written anywhere
}

export interface MpegInfoFrame {
  readonly nFrames: number | null; // not counting this one
  /** Samples the encoder put before and after the recording (LAME tag); null if not recorded. */
  readonly delaySamples: number | null;
  readonly paddingSamples: number | null;
}

const kbit: Readonly<Record<string, readonly number[]>> = {
  '1/1': [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  '1/2': [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  '1/3': [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2/1': [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  '2/2': [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};

/** Null if the four bytes are no header. */
export function parseMpegHeader(bytes: Uint8Array, at = 0): MpegHeader | null {
  if (bytes.length < at + 4 || bytes[at] !== 0xff || (bytes[at + 1]! & 0xe0) !== 0xe0) return null;
  const [b1, b2, b3] = [bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!];
  const version = ([2.5, null, 2, 1] as const)[(b1 >>> 3) & 3];
  const layer = ([null, 3, 2, 1] as const)[(b1 >>> 1) & 3];
  const rateIndex = (b2 >>> 2) & 3;
  const bitrateIndex = b2 >>> 4;
  if (!version || !layer || rateIndex === 3 || bitrateIndex === 15 || (b3 & 3) === 2) return null;
  const sampleRateHz = [44_100, 48_000, 32_000][rateIndex]! / (version === 1 ? 1 : version * (version === 2 ? 1 : 1.6));
  const samplesPerFrame = layer === 1 ? 384 : layer === 3 && version !== 1 ? 576 : 1152;
  const rates = kbit[`${version === 1 ? 1 : 2}/${version !== 1 && layer === 3 ? 2 : layer}`]!;
  const padding = (b2 >>> 1) & 1;
  const bitsPerSec = rates[bitrateIndex]! * 1000;
  const slotBytes = layer === 1 ? 4 : 1;
  const slots = Math.floor((samplesPerFrame / 8 / slotBytes) * (bitsPerSec / sampleRateHz)) + padding;
  return {
    version,
    layer,
    sampleRateHz,
    channels: b3 >>> 6 === 3 ? 1 : 2,
    samplesPerFrame,
    frameBytes: bitrateIndex === 0 ? null : slots * slotBytes,
  };
}

/** Whether two frames can belong to one stream. */
export function isSameStream(a: MpegHeader, b: MpegHeader): boolean {
  return (
    a.version === b.version && a.layer === b.layer && a.sampleRateHz === b.sampleRateHz && a.channels === b.channels
  );
}

/** The information frame that encoders put first ("Xing", "Info" or "VBRI"); null if `frame` is ordinary audio. */
export function parseMpegInfoFrame(frame: Uint8Array, header: MpegHeader): MpegInfoFrame | null {
  if (header.layer !== 3) return null;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
  const sideBytes = header.version === 1 ? (header.channels === 1 ? 17 : 32) : header.channels === 1 ? 9 : 17;
  const at = 4 + sideBytes;
  if (hasMagic(frame, 'Xing', at) || hasMagic(frame, 'Info', at)) return parseXing(view, at);
  if (hasMagic(frame, 'VBRI', 36) && frame.length >= 54) {
    return { nFrames: view.getUint32(50), delaySamples: null, paddingSamples: null };
  }
  return null;
}

function parseXing(view: DataView, start: number): MpegInfoFrame {
  const none = { nFrames: null, delaySamples: null, paddingSamples: null };
  if (view.byteLength < start + 8) return none;
  const flags = view.getUint32(start + 4);
  const lame = start + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
  const nFrames = flags & 1 && view.byteLength >= start + 12 ? view.getUint32(start + 8) : null;
  if (view.byteLength < lame + 24 || !isEncoderName(view, lame)) return { ...none, nFrames };
  const packed = (view.getUint8(lame + 21) << 16) | view.getUint16(lame + 22);
  return { nFrames, delaySamples: packed >>> 12, paddingSamples: packed & 0xfff };
}

/** The LAME extension begins with the encoder's name and version: "LAME3.100", "Lavc59.37", "Lavf". */
function isEncoderName(view: DataView, at: number): boolean {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  return ['LAME', 'Lavc', 'Lavf', 'L3.9', 'GOGO'].some((name) => hasMagic(bytes, name, at));
}
