/** MD5 (RFC 1321), fed in pieces: FLAC keeps it of its samples, to prove a decode. Not for security. */
export interface Md5 {
  update(bytes: Uint8Array): void;
  /** The 16 bytes of the digest. Nothing may be added after. */
  digest(): Uint8Array;
}

const shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const sines = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);
const blockBytes = 64;

export function createMd5(): Md5 {
  const state = Int32Array.of(0x6745_2301, 0xefcd_ab89 | 0, 0x98ba_dcfe | 0, 0x1032_5476);
  const pending = new Uint8Array(blockBytes);
  const words = new Int32Array(16);
  let pendingBytes = 0;
  let totalBytes = 0;

  function update(bytes: Uint8Array): void {
    totalBytes += bytes.length;
    let at = 0;
    while (at < bytes.length) {
      const taken = Math.min(blockBytes - pendingBytes, bytes.length - at);
      pending.set(bytes.subarray(at, at + taken), pendingBytes);
      pendingBytes += taken;
      at += taken;
      if (pendingBytes < blockBytes) return;
      const view = new DataView(pending.buffer);
      for (let i = 0; i < 16; i++) words[i] = view.getInt32(4 * i, true);
      mixBlock(state, words);
      pendingBytes = 0;
    }
  }

  return {
    update,
    digest() {
      const bits = BigInt(totalBytes) * 8n;
      const padding = new Uint8Array(1 + ((119 - (totalBytes % blockBytes)) % blockBytes));
      padding[0] = 0x80;
      update(padding);
      const length = new Uint8Array(8);
      new DataView(length.buffer).setBigUint64(0, bits, true);
      update(length);
      const digest = new Uint8Array(16);
      const view = new DataView(digest.buffer);
      state.forEach((word, i) => view.setInt32(4 * i, word, true));
      return digest;
    },
  };
}

function mixBlock(state: Int32Array, words: Int32Array): void {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  for (let i = 0; i < 64; i++) {
    const round = i >> 4;
    let mixed: number;
    let word: number;
    if (round === 0) [mixed, word] = [(b & c) | (~b & d), i];
    else if (round === 1) [mixed, word] = [(d & b) | (~d & c), (5 * i + 1) & 15];
    else if (round === 2) [mixed, word] = [b ^ c ^ d, (3 * i + 5) & 15];
    else [mixed, word] = [c ^ (b | ~d), (7 * i) & 15];
    const sum = (a + mixed + sines[i]! + words[word]!) | 0;
    const shift = shifts[4 * round + (i & 3)]!;
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0;
  }
  state[0] = (state[0]! + a) | 0;
  state[1] = (state[1]! + b) | 0;
  state[2] = (state[2]! + c) | 0;
  state[3] = (state[3]! + d) | 0;
}
