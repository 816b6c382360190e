/** Which parser a file needs, by its first bytes. */
import type { CompressedKind } from './compressed.ts';

export type AudioKind = 'wav' | 'aiff' | 'caf' | 'au' | 'sphere' | CompressedKind;

/** A format this program knows by sight and does not read. */
export interface UnsupportedFormat {
  readonly unsupported: string;
}

const magics: readonly (readonly [magic: string, offset: number, kind: AudioKind | UnsupportedFormat])[] = [
  ['RIFX', 0, 'wav'],
  ['RF64', 0, 'wav'],
  ['BW64', 0, 'wav'],
  ['caff', 0, 'caf'],
  ['.snd', 0, 'au'],
  ['dns.', 0, 'au'],
  ['NIST_1A', 0, 'sphere'],
  ['fLaC', 0, 'flac'],
  ['OggS', 0, 'ogg'],
  ['ftyp', 4, 'mp4'],
  ['moov', 4, 'mp4'],
  ['mdat', 4, 'mp4'],
  ['\x1a\x45\xdf\xa3', 0, 'webm'],
  ['riff\x2e\x91\xcf\x11', 0, { unsupported: 'Sony Wave64' }],
  ['\x30\x26\xb2\x75\x8e\x66\xcf\x11', 0, { unsupported: 'Windows Media (ASF)' }],
  ['wvpk', 0, { unsupported: 'WavPack' }],
  ['MAC ', 0, { unsupported: "Monkey's Audio" }],
  ['TTA1', 0, { unsupported: 'True Audio' }],
  ['#!AMR', 0, { unsupported: 'AMR' }],
  ['ajkg', 0, { unsupported: 'Shorten' }],
  ['DSD ', 0, { unsupported: 'DSD' }],
  ['FRM8', 0, { unsupported: 'DSDIFF' }],
  ['MPCK', 0, { unsupported: 'Musepack' }],
  ['MP+', 0, { unsupported: 'Musepack' }],
  ['MThd', 0, { unsupported: 'MIDI' }],
  ['Creative Voice File', 0, { unsupported: 'Creative VOC' }],
  ['\x0b\x77', 0, { unsupported: 'AC-3' }],
];

export function hasMagic(head: Uint8Array, magic: string, offset = 0): boolean {
  if (head.length < offset + magic.length) return false;
  for (let i = 0; i < magic.length; i++) if (head[offset + i] !== magic.charCodeAt(i)) return false;
  return true;
}

/** Null if the bytes say nothing (MPEG audio also gives little away: see looksLikeMpegAudio). */
export function sniffAudio(head: Uint8Array): AudioKind | UnsupportedFormat | null {
  if (hasMagic(head, 'RIFF')) {
    if (hasMagic(head, 'AVI ', 8)) return { unsupported: 'AVI' };
    return 'wav';
  }
  if (hasMagic(head, 'FORM')) {
    const isAiff = hasMagic(head, 'AIFF', 8) || hasMagic(head, 'AIFC', 8);
    return isAiff ? 'aiff' : { unsupported: 'IFF other than AIFF' };
  }
  const found = magics.find(([magic, offset]) => hasMagic(head, magic, offset));
  if (found) return found[2];
  if (isAdtsHeader(head)) return 'adts';
  return isMpegAudioHeader(head) ? 'mp3' : null;
}

/** Bytes of an ID3v2 tag at the start, header and footer included; 0 if there is none. */
export function id3Bytes(head: Uint8Array): number {
  if (!hasMagic(head, 'ID3') || head.length < 10) return 0;
  const [a, b, c, d] = head.subarray(6, 10) as unknown as [number, number, number, number];
  if ((a | b | c | d) & 0x80) return 0;
  const footer = head[5]! & 0x10 ? 10 : 0;
  return 10 + ((a << 21) | (b << 14) | (c << 7) | d) + footer;
}

/** MPEG-1/2/2.5 layer I–III: 11 sync bits and no reserved value in version, layer, bit rate and sampling rate. */
function isMpegAudioHeader(head: Uint8Array): boolean {
  if (head.length < 4 || head[0] !== 0xff || (head[1]! & 0xe0) !== 0xe0) return false;
  const version = (head[1]! >> 3) & 3;
  const layer = (head[1]! >> 1) & 3;
  return version !== 1 && layer !== 0 && head[2]! >> 4 !== 15 && ((head[2]! >> 2) & 3) !== 3;
}

/** AAC in ADTS: 12 sync bits, layer 0, a sampling rate index of the table, a frame longer than its header. */
function isAdtsHeader(head: Uint8Array): boolean {
  if (head.length < 7 || head[0] !== 0xff || (head[1]! & 0xf6) !== 0xf0) return false;
  const frameBytes = ((head[3]! & 3) << 11) | (head[4]! << 3) | (head[5]! >> 5);
  return ((head[2]! >> 2) & 15) < 13 && frameBytes > 7;
}
