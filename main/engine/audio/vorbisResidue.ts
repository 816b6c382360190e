/** Vorbis residues: the spectrum's fine structure, vector by vector in up to eight passes (Vorbis I section 8). */
import { EngineError } from '../core/errors.ts';
import type { VorbisBits } from './vorbisBits.ts';
import { readEntry } from './vorbisCodebook.ts';
import type { VorbisCodebook } from './vorbisCodebook.ts';
import { bookAt } from './vorbisFloor.ts';

export interface VorbisResidue {
  readonly type: number; // 0 strided, 1 in order, 2 all channels interleaved
  readonly begin: number;
  readonly end: number;
  readonly partitionSize: number;
  readonly nClasses: number;
  readonly classBook: VorbisCodebook;
  readonly books: readonly (readonly (VorbisCodebook | null)[])[]; // [class][pass]
}

const nPasses = 8;

/** @throws EngineError E_FORMAT */
export function readResidueSetup(bits: VorbisBits, books: readonly VorbisCodebook[]): VorbisResidue {
  const type = bits.read(16);
  if (type > 2) throw new EngineError('E_FORMAT', `Vorbis residue type ${type} must be 0 to 2`);
  const [begin, end, partitionSize] = [bits.read(24), bits.read(24), bits.read(24) + 1];
  const nClasses = bits.read(6) + 1;
  const classBook = bookAt(books, bits.read(8));
  const cascades = Array.from({ length: nClasses }, () => {
    const low = bits.read(3);
    return bits.read(1) === 1 ? low | (bits.read(5) << 3) : low;
  });
  const byClass = cascades.map((cascade) =>
    Array.from({ length: nPasses }, (_, pass) => {
      if (((cascade >>> pass) & 1) === 0) return null;
      const book = bookAt(books, bits.read(8));
      if (!book.vectors) throw new EngineError('E_FORMAT', 'a Vorbis residue uses a codebook without vectors');
      return book;
    }),
  );
  return { type, begin, end, partitionSize, nClasses, classBook, books: byClass };
}

/**
 * Adds the coded vectors to the spectra.
 * @param spectra of the channels of one submap, each [nBins], zero on entry
 * @param coded which of them carry anything
 */
export function decodeResidue(
  bits: VorbisBits,
  residue: VorbisResidue,
  spectra: readonly Float32Array[],
  coded: readonly boolean[],
): void {
  if (!coded.includes(true)) return;
  if (residue.type !== 2) {
    decodeVectors(
      bits,
      residue,
      spectra.filter((_, i) => coded[i]),
    );
    return;
  }
  if (spectra.length === 1) {
    decodeVectors(bits, residue, spectra);
    return;
  }
  const stride = spectra.length;
  const woven = new Float32Array(spectra[0]!.length * stride);
  decodeVectors(bits, residue, [woven]);
  spectra.forEach((spectrum, c) => {
    for (let i = 0; i < spectrum.length; i++) spectrum[i] = woven[i * stride + c]!;
  });
}

function decodeVectors(bits: VorbisBits, residue: VorbisResidue, vectors: readonly Float32Array[]): void {
  const { begin, partitionSize, classBook, nClasses } = residue;
  const size = vectors[0]!.length;
  const nPartitions = Math.max(0, Math.floor((Math.min(residue.end, size) - begin) / partitionSize));
  const perWord = classBook.dimensions;
  const classes = vectors.map(() => new Uint8Array(nPartitions + perWord));
  for (let pass = 0; pass < nPasses; pass++) {
    for (let first = 0; first < nPartitions; first += perWord) {
      if (pass === 0 && !readClasses(bits, classBook, nClasses, classes, first)) return;
      for (let p = first; p < Math.min(first + perWord, nPartitions); p++) {
        for (let v = 0; v < vectors.length; v++) {
          const book = residue.books[classes[v]![p]!]![pass];
          if (book && !addPartition(bits, book, vectors[v]!, begin + p * partitionSize, residue)) return;
        }
      }
    }
  }
}

function readClasses(
  bits: VorbisBits,
  book: VorbisCodebook,
  nClasses: number,
  classes: readonly Uint8Array[],
  first: number,
): boolean {
  for (const list of classes) {
    let word = readEntry(bits, book);
    if (word < 0) return false;
    for (let i = book.dimensions - 1; i >= 0; i--) {
      list[first + i] = word % nClasses;
      word = Math.floor(word / nClasses);
    }
  }
  return true;
}

/** False at the end of the packet. */
function addPartition(
  bits: VorbisBits,
  book: VorbisCodebook,
  out: Float32Array,
  start: number,
  { type, partitionSize }: VorbisResidue,
): boolean {
  const { dimensions } = book;
  const vectors = book.vectors!;
  const nVectors = Math.floor(partitionSize / dimensions);
  const stride = type === 0 ? nVectors : 1;
  for (let i = 0; i < nVectors; i++) {
    const entry = readEntry(bits, book);
    if (entry < 0) return false;
    let at = start + (type === 0 ? i : i * dimensions);
    const row = entry * dimensions;
    for (let d = 0; d < dimensions; d++, at += stride) out[at] = out[at]! + vectors[row + d]!;
  }
  return true;
}
