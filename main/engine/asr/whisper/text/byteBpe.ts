/**
 * Byte-level byte-pair encoding, as GPT-2 and Whisper use it: text is cut into pieces by a pattern; of the neighbouring
 * parts of a piece those are joined whose joint token has the lowest id, until no joint token is in the vocabulary. (Ids
 * are in order of the merges; the lists of merges in files of Whisper lack some.)
 * Files write bytes as printable characters: those of Latin-1 that print stand for themselves, the rest for U+0100 on.
 * Radford et al., "Language models are unsupervised multitask learners", 2019, section 2.2; openai/tiktoken.
 */
import { EngineError } from '../../../core/errors.ts';

export interface ByteBpe {
  /** @returns token ids; text of special tokens is encoded as any other text. Lone surrogates become U+FFFD. */
  encode(text: string): number[];
  /** The bytes a token stands for. @throws EngineError E_PARAM: the id is not in the vocabulary */
  bytesOf(id: number): Uint8Array;
}

// \p{White_Space} is what other regular expression engines mean by \s; JavaScript's takes U+FEFF for one, not U+0085.
const pieces =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/** @param vocabulary id of each token, in printable characters */
export function createByteBpe(vocabulary: ReadonlyMap<string, number>): ByteBpe {
  const tokens = new Map([...vocabulary].map(([token, id]) => [id, token]));
  const known = new Map<string, readonly number[]>();

  const encodePiece = (piece: string): readonly number[] => {
    let ids = known.get(piece);
    if (ids === undefined) {
      ids = join(printable(piece), vocabulary).map((token) => idOf(token, vocabulary));
      if (known.size < 10_000) known.set(piece, ids);
    }
    return ids;
  };
  return {
    encode: (text) => (text.match(pieces) ?? []).flatMap(encodePiece),
    bytesOf(id) {
      const token = tokens.get(id);
      if (token === undefined) throw new EngineError('E_PARAM', `token ${id} is not in the vocabulary`);
      return Uint8Array.from(token, byteOf);
    },
  };
}

function join(bytes: string[], vocabulary: ReadonlyMap<string, number>): string[] {
  let parts = bytes;
  for (;;) {
    let best = Infinity;
    let at = -1;
    for (let i = 0; i + 1 < parts.length; i++) {
      const id = vocabulary.get(parts[i]! + parts[i + 1]!);
      if (id !== undefined && id < best) [best, at] = [id, i];
    }
    if (at < 0) return parts;
    parts = [...parts.slice(0, at), parts[at]! + parts[at + 1]!, ...parts.slice(at + 2)];
  }
}

function idOf(token: string, vocabulary: ReadonlyMap<string, number>): number {
  const id = vocabulary.get(token);
  if (id === undefined) throw new EngineError('E_MODEL_INVALID', `the vocabulary has no token ${token}`);
  return id;
}

const characters = printableCharacters();
const bytes = new Map(characters.map((character, byte) => [character, byte]));

function printableCharacters(): string[] {
  const printsItself = (byte: number) =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xff && byte !== 0xad);
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(printsItself(byte) ? byte : next++));
}

function printable(text: string): string[] {
  return Array.from(new TextEncoder().encode(text), (byte) => characters[byte]!);
}

function byteOf(character: string): number {
  const byte = bytes.get(character);
  if (byte === undefined) throw new EngineError('E_MODEL_INVALID', `${character} stands for no byte`);
  return byte;
}
