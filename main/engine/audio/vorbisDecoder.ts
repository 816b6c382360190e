/**
 * Vorbis I audio packets to samples (sections 4.3 and 1.3.2 of the specification): floor · residue → inverse MDCT →
 * window → overlap-add with the packet before. A packet yields the samples between the centres of the two blocks,
 * so the first yields none.
 */
import { EngineError } from '../core/errors.ts';
import { toWaveOrder } from './channelOrder.ts';
import { InverseMdct } from './inverseMdct.ts';
import type { PacketDecoder } from './packetDecoder.ts';
import type { Planar } from './planarStream.ts';
import { VorbisBits, ilog } from './vorbisBits.ts';
import { applyFloor, readFloorHeights } from './vorbisFloor.ts';
import { decodeResidue } from './vorbisResidue.ts';
import type { VorbisIdentification, VorbisMode } from './vorbisSetup.ts';

export class VorbisDecoder implements PacketDecoder {
  readonly format;
  private readonly identification: VorbisIdentification;
  private readonly modes: readonly VorbisMode[];
  private readonly transforms: readonly [InverseMdct, InverseMdct];
  private readonly slopes: readonly [Float32Array, Float32Array]; // rising half windows, [blockSize / 2]
  private previous: Float32Array[] | null = null; // right halves, windowed, [blockSize / 2]

  constructor(identification: VorbisIdentification, modes: readonly VorbisMode[]) {
    const [short, long] = identification.blockSizes;
    this.identification = identification;
    this.modes = modes;
    this.transforms = [new InverseMdct(short / 2), new InverseMdct(long / 2)];
    this.slopes = [risingSlope(short / 2), risingSlope(long / 2)];
    this.format = {
      codec: 'Vorbis',
      sampleRateHz: identification.sampleRateHz,
      channels: identification.channels,
      sampleFormat: 'f32',
      bitsPerSample: null,
    } as const;
  }

  decode(packet: Uint8Array): Planar {
    const bits = new VorbisBits(packet);
    if (packet.length === 0 || bits.read(1) !== 0) throw new EngineError('E_FORMAT', 'not a Vorbis audio packet');
    const mode = this.modes[bits.read(ilog(this.modes.length - 1))];
    if (!mode) throw new EngineError('E_FORMAT', 'a Vorbis packet names a mode that the setup lacks');
    const blockSize = this.identification.blockSizes[mode.long ? 1 : 0];
    const previousLong = !mode.long || bits.read(1) === 1;
    const nextLong = !mode.long || bits.read(1) === 1;
    const spectra = this.readSpectra(bits, mode, blockSize / 2);
    const left = this.slopes[mode.long && previousLong ? 1 : 0];
    const right = this.slopes[mode.long && nextLong ? 1 : 0];
    const blocks = spectra.map((spectrum) => {
      const block = new Float32Array(blockSize);
      this.transforms[mode.long ? 1 : 0].transform(spectrum, block);
      applyWindow(block, left, right);
      return block;
    });
    const before = this.previous;
    this.previous = blocks.map((block) => block.slice(blockSize / 2));
    if (!before) return toWaveOrder(blocks.map(() => new Float32Array(0)));
    return toWaveOrder(blocks.map((block, c) => overlapAdd(before[c]!, block)));
  }

  lostSamples(): number {
    this.previous = null; // what follows must not overlap with something older
    return 0;
  }

  free(): void {
    this.previous = null;
  }

  private readSpectra(bits: VorbisBits, { mapping }: VorbisMode, nBins: number): Float32Array[] {
    const { channels } = this.identification;
    const heights = mapping.submapOf.map((submap) => readFloorHeights(bits, mapping.submaps[submap]!.floor));
    const spectra = Array.from({ length: channels }, () => new Float32Array(nBins));
    const coded = heights.map((height) => height !== null);
    for (const [magnitude, angle] of mapping.couplings) {
      if (coded[magnitude] || coded[angle]) coded[magnitude] = coded[angle] = true;
    }
    mapping.submaps.forEach(({ residue }, submap) => {
      const inSubmap = (_: unknown, c: number): boolean => mapping.submapOf[c] === submap;
      decodeResidue(bits, residue, spectra.filter(inSubmap), coded.filter(inSubmap));
    });
    for (const [magnitude, angle] of [...mapping.couplings].reverse()) uncouple(spectra[magnitude]!, spectra[angle]!);
    spectra.forEach((spectrum, c) => {
      const height = heights[c];
      if (height) applyFloor(mapping.submaps[mapping.submapOf[c]!]!.floor, height, spectrum);
      else spectrum.fill(0);
    });
    return spectra;
  }
}

/** Power-complementary: w[n] = sin(π/2 · sin²(π/2 · (n + ½) / length)). */
function risingSlope(length: number): Float32Array {
  return Float32Array.from({ length }, (_, n) => {
    return Math.sin((Math.PI / 2) * Math.sin(((Math.PI / 2) * (n + 0.5)) / length) ** 2);
  });
}

/** Slopes are centred on the quarters of the block; outside them it is 1 towards the middle and 0 towards the ends. */
function applyWindow(block: Float32Array, left: Float32Array, right: Float32Array): void {
  const size = block.length;
  const leftStart = size / 4 - left.length / 2;
  const rightStart = (3 * size) / 4 - right.length / 2;
  block.fill(0, 0, leftStart);
  for (let n = 0; n < left.length; n++) block[leftStart + n] = block[leftStart + n]! * left[n]!;
  for (let n = 0; n < right.length; n++) {
    block[rightStart + n] = block[rightStart + n]! * right[right.length - 1 - n]!;
  }
  block.fill(0, rightStart + right.length);
}

function overlapAdd(before: Float32Array, block: Float32Array): Float32Array {
  const quarter = block.length / 4;
  const shift = quarter - before.length / 2; // sample i of the result is sample i + shift of the block
  const out = new Float32Array(before.length / 2 + quarter);
  out.set(before.subarray(0, Math.min(out.length, before.length)));
  for (let i = Math.max(0, -shift); i < out.length; i++) out[i] = out[i]! + block[i + shift]!;
  return out;
}

/** Square polar coupling back to two channels, in place (section 1.3.3). */
function uncouple(magnitudes: Float32Array, angles: Float32Array): void {
  for (let k = 0; k < magnitudes.length; k++) {
    const m = magnitudes[k]!;
    const a = angles[k]!;
    const other = m > 0 === a > 0 ? m - a : m + a;
    if (a > 0) angles[k] = other;
    else {
      magnitudes[k] = other;
      angles[k] = m;
    }
  }
}
