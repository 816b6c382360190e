/** Advance widths of Helvetica, thousandths of the size, as every PDF reader has them (Adobe's metrics), from code 32. */
const asciiWidths = [
  ...[278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278],
  ...[556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556],
  ...[1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778],
  ...[667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556],
  ...[333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556],
  ...[556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584],
];

/** Characters beyond Latin-1 that WinAnsiEncoding holds, or what stands for them. */
const substitutes: Readonly<Record<string, number>> = { '…': 0x85, '–': 0x96, '−': 0x96, '—': 0x97, '€': 0x80 };
const otherWidths: Readonly<Record<number, number>> = { 0x85: 1000, 0x96: 556, 0x97: 1000, 0xb7: 278, 0xd7: 584 };
const usualWidth = 556;
const questionMark = 0x3f;

/** Bytes in WinAnsiEncoding; accents it lacks are left out, other scripts become question marks. */
export function winAnsi(text: string): Uint8Array {
  return Uint8Array.from(Array.from(text.normalize('NFC').replace(/\p{M}/gu, '').replaceAll('Δ', 'd')), (character) => {
    const code = character.codePointAt(0)!;
    if (code >= 0x20 && code <= 0x7e) return code;
    if (code >= 0xa0 && code <= 0xff) return code;
    const plain = character.normalize('NFD').charCodeAt(0);
    return substitutes[character] ?? (plain >= 0x20 && plain <= 0x7e ? plain : questionMark);
  });
}

/** Whether the encoding has every letter; accents count for nothing. */
export function isWinAnsi(text: string): boolean {
  return winAnsi(text.replaceAll('?', '')).every((code) => code !== questionMark);
}

/** Width of the text at size 1. */
export function helveticaWidth(bytes: Uint8Array): number {
  return bytes.reduce((sum, code) => sum + (asciiWidths[code - 32] ?? otherWidths[code] ?? usualWidth), 0) / 1000;
}
