/** AudioSpecificConfig (ISO/IEC 14496-3 section 1.6.2.1): what an AAC decoder must be told before the first packet. */
import { EngineError } from '../core/errors.ts';
import { BitReader } from './bitReader.ts';

export interface AacConfig {
  readonly objectType: number; // of the core: 2 is AAC-LC
  readonly sampleRateHz: number; // of the core
  readonly channelConfig: number; // 0: described elsewhere
  readonly samplesPerPacket: 1024 | 960;
  readonly sbr: boolean; // spectral band replication announced: output at twice the rate
  readonly codec: string; // RFC 6381: "mp4a.40.2"
  readonly name: string; // for people
  readonly description: Uint8Array;
}

export const aacRatesHz = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
] as const;

const names: Readonly<Record<number, string>> = {
  1: 'AAC Main',
  2: 'AAC-LC',
  3: 'AAC-SSR',
  4: 'AAC-LTP',
  42: 'xHE-AAC',
};

/** @throws EngineError E_FORMAT */
export function parseAacConfig(description: Uint8Array): AacConfig {
  const bits = new BitReader(description);
  const signalled = readObjectType(bits);
  let sampleRateHz = readRate(bits);
  const channelConfig = bits.read(4);
  let objectType = signalled;
  const isHierarchical = signalled === 5 || signalled === 29;
  if (isHierarchical) {
    readRate(bits); // of the extension
    objectType = readObjectType(bits);
  }
  if (sampleRateHz === 0) throw new EngineError('E_FORMAT', 'the AAC configuration says 0 Hz');
  if (sampleRateHz > 192_000) sampleRateHz = 192_000;
  const samplesPerPacket = bits.bitPosition < bits.endBit && bits.read(1) === 1 ? 960 : 1024;
  const sbr = isHierarchical || hasSbrExtension(bits);
  return {
    objectType,
    sampleRateHz,
    channelConfig,
    samplesPerPacket,
    sbr,
    codec: `mp4a.40.${signalled}`,
    name: signalled === 29 ? 'HE-AAC v2' : sbr ? 'HE-AAC' : (names[objectType] ?? `AAC object type ${objectType}`),
    description,
  };
}

function readObjectType(bits: BitReader): number {
  const type = bits.read(5);
  return type === 31 ? 32 + bits.read(6) : type;
}

function readRate(bits: BitReader): number {
  const index = bits.read(4);
  if (index === 15) return bits.read(24);
  const rate = aacRatesHz[index];
  if (rate === undefined) throw new EngineError('E_FORMAT', `AAC sampling rate index ${index} is reserved`);
  return rate;
}

/** The backward-compatible announcement of SBR behind the core's configuration. */
function hasSbrExtension(bits: BitReader): boolean {
  if (bits.endBit - bits.bitPosition < 2) return false;
  if (bits.read(1) === 1) return false; // depends on a core coder: not AAC-LC
  bits.skip(1);
  if (bits.endBit - bits.bitPosition < 17 || bits.read(11) !== 0x2b7) return false;
  return readObjectType(bits) === 5 && bits.read(1) === 1;
}

/** The two bytes that describe AAC-LC and its kin with a rate of the table. */
export function writeAacConfig(objectType: number, rateIndex: number, channelConfig: number): Uint8Array {
  const word = (objectType << 11) | (rateIndex << 7) | (channelConfig << 3);
  return Uint8Array.of(word >>> 8, word & 0xff);
}

/** The 7-byte ADTS header that lets a packet stand alone. @returns null if ADTS cannot express the configuration */
export function adtsHeader(config: AacConfig, packetBytes: number): Uint8Array | null {
  const rateIndex = aacRatesHz.indexOf(config.sampleRateHz as (typeof aacRatesHz)[number]);
  const length = packetBytes + 7;
  const expressible =
    rateIndex >= 0 &&
    config.objectType >= 1 &&
    config.objectType <= 4 &&
    config.channelConfig >= 1 &&
    config.channelConfig <= 7 &&
    config.samplesPerPacket === 1024 &&
    length < 8192;
  if (!expressible) return null;
  const profile = config.objectType - 1;
  return Uint8Array.of(
    0xff,
    0xf1,
    (profile << 6) | (rateIndex << 2) | (config.channelConfig >>> 2),
    ((config.channelConfig & 3) << 6) | (length >>> 11),
    (length >>> 3) & 0xff,
    ((length & 7) << 5) | 0x1f,
    0xfc,
  );
}
