/** The identification and setup headers of a Vorbis stream (Vorbis I section 4.2). */
import { EngineError } from '../core/errors.ts';
import { hasMagic } from './sniffAudio.ts';
import { VorbisBits, ilog } from './vorbisBits.ts';
import { newVectorBudget, readCodebook } from './vorbisCodebook.ts';
import { readFloor } from './vorbisFloor.ts';
import type { VorbisFloor } from './vorbisFloor.ts';
import { readResidueSetup } from './vorbisResidue.ts';
import type { VorbisResidue } from './vorbisResidue.ts';

export interface VorbisIdentification {
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly blockSizes: readonly [short: number, long: number]; // samples
}

export interface VorbisMapping {
  readonly couplings: readonly (readonly [magnitude: number, angle: number])[];
  readonly submapOf: readonly number[]; // per channel
  readonly submaps: readonly { readonly floor: VorbisFloor; readonly residue: VorbisResidue }[];
}

export interface VorbisMode {
  readonly long: boolean;
  readonly mapping: VorbisMapping;
}

/** Whether `packet` is the Vorbis header of that type: 1 identification, 3 comment, 5 setup. */
export function isVorbisHeader(packet: Uint8Array, type: 1 | 3 | 5): boolean {
  return packet[0] === type && hasMagic(packet, 'vorbis', 1);
}

/** @throws EngineError E_FORMAT */
export function parseVorbisIdentification(packet: Uint8Array): VorbisIdentification {
  if (!isVorbisHeader(packet, 1)) throw new EngineError('E_FORMAT', 'the Vorbis identification header is missing');
  const bits = new VorbisBits(packet.subarray(7));
  const version = bits.read(32);
  const channels = bits.read(8);
  const sampleRateHz = bits.read(32);
  for (let i = 0; i < 3; i++) bits.read(32); // nominal bit rates
  const [short, long] = [1 << bits.read(4), 1 << bits.read(4)];
  if (version !== 0 || bits.ended) throw new EngineError('E_FORMAT', `Vorbis version ${version} must be 0`);
  if (short < 64 || long > 8192 || short > long) {
    throw new EngineError('E_FORMAT', `Vorbis block sizes ${short} and ${long} must ascend within 64 to 8192`);
  }
  return { channels, sampleRateHz, blockSizes: [short, long] };
}

/** @throws EngineError E_FORMAT, E_CODEC */
export function parseVorbisSetup(packet: Uint8Array, channels: number): VorbisMode[] {
  if (!isVorbisHeader(packet, 5)) throw new EngineError('E_FORMAT', 'the Vorbis setup header is missing');
  const bits = new VorbisBits(packet.subarray(7));
  const budget = newVectorBudget();
  const books = list(bits, 8, () => readCodebook(bits, budget));
  list(bits, 6, () => bits.read(16)); // time domain transforms: a placeholder of the format
  const floors = list(bits, 6, () => readFloor(bits, books));
  const residues = list(bits, 6, () => readResidueSetup(bits, books));
  const mappings = list(bits, 6, () => readMapping(bits, channels, floors, residues));
  const modes = list(bits, 6, (): VorbisMode => {
    const long = bits.read(1) === 1;
    bits.read(32); // window and transform type, both 0
    return { long, mapping: at(mappings, bits.read(8), 'mapping') };
  });
  if (bits.read(1) !== 1 || bits.ended) throw new EngineError('E_FORMAT', 'the Vorbis setup header is cut short');
  return modes;
}

function list<T>(bits: VorbisBits, countBits: number, readOne: () => T): T[] {
  const count = bits.read(countBits) + 1;
  const items: T[] = [];
  for (let i = 0; i < count; i++) {
    if (bits.ended) throw new EngineError('E_FORMAT', 'the Vorbis setup header is cut short');
    items.push(readOne());
  }
  return items;
}

function readMapping(
  bits: VorbisBits,
  channels: number,
  floors: readonly VorbisFloor[],
  residues: readonly VorbisResidue[],
): VorbisMapping {
  const type = bits.read(16);
  if (type !== 0) throw new EngineError('E_FORMAT', `Vorbis mapping type ${type} must be 0`);
  const nSubmaps = bits.read(1) === 1 ? bits.read(4) + 1 : 1;
  const nCouplings = bits.read(1) === 1 ? bits.read(8) + 1 : 0;
  const indexBits = ilog(channels - 1);
  const couplings = Array.from({ length: nCouplings }, (): [number, number] => {
    const [magnitude, angle] = [bits.read(indexBits), bits.read(indexBits)];
    if (magnitude === angle || magnitude >= channels || angle >= channels) {
      throw new EngineError('E_FORMAT', `Vorbis couples channels ${magnitude} and ${angle} of ${channels}`);
    }
    return [magnitude, angle];
  });
  bits.read(2); // reserved
  const submapOf = Array.from({ length: channels }, () => (nSubmaps > 1 ? bits.read(4) : 0));
  if (submapOf.some((submap) => submap >= nSubmaps)) throw new EngineError('E_FORMAT', 'a Vorbis submap is missing');
  const submaps = Array.from({ length: nSubmaps }, () => {
    bits.read(8); // time configuration, unused
    return { floor: at(floors, bits.read(8), 'floor'), residue: at(residues, bits.read(8), 'residue') };
  });
  return { couplings, submapOf, submaps };
}

function at<T>(items: readonly T[], index: number, what: string): T {
  const item = items[index];
  if (item === undefined) throw new EngineError('E_FORMAT', `Vorbis ${what} ${index} of ${items.length}`);
  return item;
}
