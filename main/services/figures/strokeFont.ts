/**
 * A small font of strokes for PNG figures, drawn for this purpose: capitals are 7 units high, small letters 5, the
 * baseline is 0 and y goes up. A glyph is its width and a path of M, L and Q (quadratic) commands.
 */
import { phoneticGlyphs } from './phoneticGlyphs.ts';

type Glyph = readonly [width: number, path: string];

const round = 'M2.6,7 Q0,7 0,3.5 Q0,0 2.6,0 Q5.2,0 5.2,3.5 Q5.2,7 2.6,7';
const bowlRight = 'M0,3.4 Q0.4,5 2,5 Q3.8,5 3.8,2.5 Q3.8,0 2,0 Q0.4,0 0,1.6';
const bowlLeft = 'M3.8,3.4 Q3.4,5 1.8,5 Q0,5 0,2.5 Q0,0 1.8,0 Q3.4,0 3.8,1.6';
const arch = 'M0,3.2 Q0.4,5 2,5 Q3.5,5 3.5,3.2 L3.5,0';

const glyphs: Readonly<Record<string, Glyph>> = {
  ' ': [1.6, ''],
  '0': [4, 'M2,7 Q0,7 0,3.5 Q0,0 2,0 Q4,0 4,3.5 Q4,7 2,7'],
  '1': [4, 'M0.8,5.5 L2.4,7 L2.4,0'],
  '2': [4, 'M0.2,5.2 Q0.3,7 2,7 Q3.8,7 3.8,5.2 Q3.8,3.9 2.4,2.5 L0,0 L4,0'],
  '3': [4, 'M0.2,5.6 Q0.5,7 2,7 Q3.7,7 3.7,5.3 Q3.7,3.7 1.6,3.7 Q4,3.7 4,1.9 Q4,0 2,0 Q0.3,0 0,1.5'],
  '4': [4, 'M3,0 L3,7 L0,2 L4.1,2'],
  '5': [4, 'M3.6,7 L0.7,7 L0.4,3.8 Q1,4.4 2,4.4 Q4,4.4 4,2.2 Q4,0 1.9,0 Q0.4,0 0,1.3'],
  '6': [4, 'M3.6,6.1 Q3,7 2.1,7 Q0,7 0,3 Q0,0 2.1,0 Q4,0 4,2.1 Q4,4.2 2.1,4.2 Q0.4,4.2 0,2.4'],
  '7': [4, 'M0,7 L4,7 Q2,3.8 1.4,0'],
  '8': [
    4,
    'M2,3.8 Q0.3,3.8 0.3,5.4 Q0.3,7 2,7 Q3.7,7 3.7,5.4 Q3.7,3.8 2,3.8 Q0,3.8 0,1.9 Q0,0 2,0 Q4,0 4,1.9 Q4,3.8 2,3.8',
  ],
  '9': [4, 'M0.4,0.9 Q1,0 1.9,0 Q4,0 4,4 Q4,7 1.9,7 Q0,7 0,4.9 Q0,2.8 1.9,2.8 Q3.6,2.8 4,4.6'],
  A: [5, 'M0,0 L2.5,7 L5,0 M0.9,2.4 L4.1,2.4'],
  B: [4.4, 'M0,0 L0,7 L2.3,7 Q4,7 4,5.3 Q4,3.7 2.3,3.7 L0,3.7 M2.3,3.7 Q4.4,3.7 4.4,1.9 Q4.4,0 2.3,0 L0,0'],
  C: [4.8, 'M4.8,5.5 Q4.2,7 2.6,7 Q0,7 0,3.5 Q0,0 2.6,0 Q4.2,0 4.8,1.5'],
  D: [5, 'M0,0 L0,7 L2,7 Q5,7 5,3.5 Q5,0 2,0 L0,0'],
  E: [4, 'M4,7 L0,7 L0,0 L4,0 M0,3.7 L3.6,3.7'],
  F: [3.8, 'M3.8,7 L0,7 L0,0 M0,3.6 L3.4,3.6'],
  G: [5, 'M4.8,5.6 Q4.2,7 2.6,7 Q0,7 0,3.5 Q0,0 2.7,0 Q4.2,0 5,1.2 L5,3.3 L2.9,3.3'],
  H: [4.8, 'M0,0 L0,7 M4.8,0 L4.8,7 M0,3.7 L4.8,3.7'],
  I: [0, 'M0,0 L0,7'],
  J: [3, 'M3,7 L3,2 Q3,0 1.4,0 Q0,0 0,1.7'],
  K: [4.6, 'M0,0 L0,7 M4.4,7 L0,2.6 M1.6,4.1 L4.6,0'],
  L: [3.6, 'M0,7 L0,0 L3.6,0'],
  M: [5.6, 'M0,0 L0,7 L2.8,1.6 L5.6,7 L5.6,0'],
  N: [4.8, 'M0,0 L0,7 L4.8,0 L4.8,7'],
  O: [5.2, round],
  P: [4.2, 'M0,0 L0,7 L2.3,7 Q4.2,7 4.2,5.1 Q4.2,3.2 2.3,3.2 L0,3.2'],
  Q: [5.2, `${round} M3.2,1.6 L5.2,-0.6`],
  R: [4.5, 'M0,0 L0,7 L2.3,7 Q4.2,7 4.2,5.1 Q4.2,3.2 2.3,3.2 L0,3.2 M2.4,3.2 L4.5,0'],
  S: [4.2, 'M4,5.6 Q3.5,7 2.1,7 Q0.2,7 0.2,5.4 Q0.2,3.9 2.1,3.6 Q4.2,3.2 4.2,1.7 Q4.2,0 2.1,0 Q0.4,0 0,1.5'],
  T: [4.6, 'M0,7 L4.6,7 M2.3,7 L2.3,0'],
  U: [4.6, 'M0,7 L0,2.5 Q0,0 2.3,0 Q4.6,0 4.6,2.5 L4.6,7'],
  V: [4.8, 'M0,7 L2.4,0 L4.8,7'],
  W: [7, 'M0,7 L1.7,0 L3.5,6 L5.3,0 L7,7'],
  X: [4.6, 'M0,7 L4.6,0 M4.6,7 L0,0'],
  Y: [4.6, 'M0,7 L2.3,3.4 L4.6,7 M2.3,3.4 L2.3,0'],
  Z: [4.4, 'M0,7 L4.4,7 L0,0 L4.4,0'],
  a: [3.5, 'M0.3,4.2 Q0.8,5 1.9,5 Q3.5,5 3.5,3.4 L3.5,0 M3.5,2.9 L1.7,2.8 Q0,2.6 0,1.4 Q0,0 1.5,0 Q3,0 3.5,1.4'],
  b: [3.8, `M0,7.4 L0,0 ${bowlRight}`],
  c: [3.5, 'M3.4,3.9 Q3,5 1.9,5 Q0,5 0,2.5 Q0,0 1.9,0 Q3,0 3.5,1.1'],
  d: [3.8, `M3.8,7.4 L3.8,0 ${bowlLeft}`],
  e: [3.7, 'M0,2.6 L3.7,2.6 Q3.7,5 1.9,5 Q0,5 0,2.5 Q0,0 2,0 Q3.1,0 3.6,0.9'],
  f: [2.2, 'M2.4,7.3 Q0.9,7.6 0.9,5.8 L0.9,0 M0,5 L2.2,5'],
  g: [3.8, `M3.8,5 L3.8,-0.3 Q3.8,-2 1.9,-2 Q0.6,-2 0.2,-1.1 ${bowlLeft}`],
  h: [3.5, `M0,7.4 L0,0 ${arch}`],
  i: [0, 'M0,5 L0,0 M0,6.8 L0,6.9'],
  j: [0.9, 'M0.9,5 L0.9,-0.8 Q0.9,-2.1 -0.3,-1.9 M0.9,6.8 L0.9,6.9'],
  k: [3.4, 'M0,7.4 L0,0 M3.2,5 L0,1.9 M1.2,3.1 L3.4,0'],
  l: [0, 'M0,7.4 L0,0'],
  m: [5.6, 'M0,5 L0,0 M0,3.4 Q0.3,5 1.5,5 Q2.8,5 2.8,3.4 L2.8,0 M2.8,3.4 Q3.1,5 4.3,5 Q5.6,5 5.6,3.4 L5.6,0'],
  n: [3.5, `M0,5 L0,0 ${arch}`],
  o: [3.8, 'M1.9,5 Q0,5 0,2.5 Q0,0 1.9,0 Q3.8,0 3.8,2.5 Q3.8,5 1.9,5'],
  p: [3.8, `M0,5 L0,-2 ${bowlRight}`],
  q: [3.8, `M3.8,5 L3.8,-2 ${bowlLeft}`],
  r: [2.2, 'M0,5 L0,0 M0,3 Q0.3,5 2.2,4.9'],
  s: [3.2, 'M3,4.1 Q2.7,5 1.6,5 Q0.2,5 0.2,3.8 Q0.2,2.8 1.6,2.5 Q3.2,2.2 3.2,1.2 Q3.2,0 1.6,0 Q0.3,0 0,1'],
  t: [2.2, 'M0.8,6.5 L0.8,1.4 Q0.8,-0.2 2.3,0.1 M0,5 L2.2,5'],
  u: [3.5, 'M0,5 L0,1.8 Q0,0 1.5,0 Q3.1,0 3.5,1.8 M3.5,5 L3.5,0'],
  v: [3.6, 'M0,5 L1.8,0 L3.6,5'],
  w: [5.2, 'M0,5 L1.3,0 L2.6,4.4 L3.9,0 L5.2,5'],
  x: [3.4, 'M0,5 L3.4,0 M3.4,5 L0,0'],
  y: [3.6, 'M0,5 L1.8,0 M3.6,5 L1.6,-0.9 Q1.1,-2.1 0,-1.9'],
  z: [3.3, 'M0,5 L3.3,5 L0,0 L3.3,0'],
  '.': [0, 'M0,0 L0,0.1'],
  ',': [0.2, 'M0.2,0.1 L-0.2,-1.1'],
  ':': [0, 'M0,0.4 L0,0.5 M0,4 L0,4.1'],
  ';': [0.2, 'M0.2,0.4 L-0.2,-0.9 M0.2,4 L0.2,4.1'],
  '!': [0, 'M0,7 L0,2.2 M0,0 L0,0.1'],
  '?': [3.4, 'M0,5.5 Q0.2,7 1.7,7 Q3.4,7 3.4,5.4 Q3.4,4.3 2.3,3.6 Q1.7,3.1 1.7,2 M1.7,0 L1.7,0.1'],
  '-': [2.2, 'M0,2.7 L2.2,2.7'],
  '−': [3.6, 'M0,3.2 L3.6,3.2'],
  '–': [3.6, 'M0,2.7 L3.6,2.7'],
  '+': [4, 'M0,3.2 L4,3.2 M2,1.2 L2,5.2'],
  '=': [4, 'M0,4.2 L4,4.2 M0,2.2 L4,2.2'],
  '×': [3, 'M0,4.6 L3,1.6 M3,4.6 L0,1.6'],
  '/': [3, 'M0,-1 L3,7.4'],
  '\\': [3, 'M0,7.4 L3,-1'],
  '|': [0, 'M0,-2 L0,7.6'],
  '(': [1.4, 'M1.4,7.6 Q0,5.6 0,2.9 Q0,0.2 1.4,-1.8'],
  ')': [1.4, 'M0,7.6 Q1.4,5.6 1.4,2.9 Q1.4,0.2 0,-1.8'],
  '[': [1.4, 'M1.4,7.6 L0,7.6 L0,-1.6 L1.4,-1.6'],
  ']': [1.4, 'M0,7.6 L1.4,7.6 L1.4,-1.6 L0,-1.6'],
  '{': [1.8, 'M1.8,7.6 Q0.9,7.6 0.9,6.2 L0.9,4.2 Q0.9,3 0,3 Q0.9,3 0.9,1.8 L0.9,-0.2 Q0.9,-1.6 1.8,-1.6'],
  '}': [1.8, 'M0,7.6 Q0.9,7.6 0.9,6.2 L0.9,4.2 Q0.9,3 1.8,3 Q0.9,3 0.9,1.8 L0.9,-0.2 Q0.9,-1.6 0,-1.6'],
  '<': [3.6, 'M3.6,5.4 L0,3.2 L3.6,1'],
  '>': [3.6, 'M0,5.4 L3.6,3.2 L0,1'],
  _: [4, 'M0,-1 L4,-1'],
  '~': [4, 'M0,2.6 Q1,4.4 2,3.2 Q3,2 4,3.8'],
  '^': [3, 'M0,4.4 L1.5,7 L3,4.4'],
  "'": [0, 'M0,7.2 L0,5.2'],
  '"': [1.4, 'M0,7.2 L0,5.2 M1.4,7.2 L1.4,5.2'],
  '`': [1.2, 'M0,7.2 L1.2,5.8'],
  '*': [3, 'M1.5,7.2 L1.5,4 M0,6.4 L3,4.8 M3,6.4 L0,4.8'],
  '#': [4.4, 'M1.3,0 L2,7 M2.9,0 L3.6,7 M0.3,4.8 L4.4,4.8 M0,2.2 L4.1,2.2'],
  '%': [
    6,
    'M1.4,7 Q0,7 0,5.5 Q0,4 1.4,4 Q2.8,4 2.8,5.5 Q2.8,7 1.4,7 M5,7 L1,0 M4.6,3 Q3.2,3 3.2,1.5 Q3.2,0 4.6,0 Q6,0 6,1.5 Q6,3 4.6,3',
  ],
  '&': [4.8, 'M4.8,0 L1,5 Q0.4,7 1.9,7 Q3.4,7 3.1,5.2 Q2.8,4.4 1,3.3 Q-0.6,1.6 0.8,0.4 Q2.8,-0.8 4.6,2.6'],
  $: [
    4.2,
    'M4,5.6 Q3.5,6.6 2.1,6.6 Q0.2,6.6 0.2,5.2 Q0.2,3.9 2.1,3.6 Q4.2,3.2 4.2,1.9 Q4.2,0.4 2.1,0.4 Q0.4,0.4 0,1.7 M2.1,7.6 L2.1,-0.8',
  ],
  '@': [
    6.4,
    'M4.4,3.6 Q4.2,4.8 3.1,4.8 Q1.7,4.8 1.7,2.9 Q1.7,1.2 3,1.2 Q4.2,1.2 4.5,3 L4.5,4.8 M4.5,2.4 Q4.6,1.2 5.4,1.4 Q6.4,1.8 6.4,3.6 Q6.4,6.8 3.2,6.8 Q0,6.8 0,3 Q0,-0.9 3.4,-0.9 Q4.6,-0.9 5.4,-0.3',
  ],
  '·': [0, 'M0,3.1 L0,3.2'],
  '…': [4.4, 'M0,0 L0,0.1 M2.2,0 L2.2,0.1 M4.4,0 L4.4,0.1'],
  Δ: [5, 'M0,0 L2.5,7 L5,0 L0,0'],
  µ: [3.5, 'M0,5 L0,-2 M0,1.8 Q0,0 1.5,0 Q3.1,0 3.5,1.8 M3.5,5 L3.5,0'],
};

const unknown: Glyph = [3.4, 'M0,0 L0,7 L3.4,7 L3.4,0 L0,0'];
const letterSpacing = 1.7;
const unitsPerSize = 9.8; // capitals are 0.71 of the size, as in most sans-serif fonts

export const strokeWidthPerSize = 0.085;

/** x1, y1, x2, y2 in font units, y up, of each stroke. */
type Stroke = readonly [number, number, number, number];

const strokesOf = new Map<string, { readonly width: number; readonly strokes: readonly Stroke[] }>();

function glyphOf(character: string) {
  const drawn = strokesOf.get(character);
  if (drawn) return drawn;
  // Accents are left out rather than shown as a box.
  const known = (letter: string) => glyphs[letter] ?? phoneticGlyphs[letter];
  const [width, path] = known(character) ?? known(character.normalize('NFD')[0] ?? '') ?? unknown;
  const glyph = { width, strokes: flatten(path) };
  strokesOf.set(character, glyph);
  return glyph;
}

const curveSteps = 8;

function flatten(path: string): Stroke[] {
  const strokes: Stroke[] = [];
  let x = 0;
  let y = 0;
  const lineTo = (nextX: number, nextY: number) => {
    strokes.push([x, y, nextX, nextY]);
    x = nextX;
    y = nextY;
  };
  for (const [, command, numbers] of path.matchAll(/([MLQ])([^MLQ]*)/g)) {
    const [a = 0, b = 0, c = 0, d = 0] = numbers!.trim().split(/[ ,]+/).map(Number);
    if (command === 'M') [x, y] = [a, b];
    else if (command === 'L') lineTo(a, b);
    else {
      const [x0, y0] = [x, y];
      for (let i = 1; i <= curveSteps; i++) {
        const t = i / curveSteps;
        const at = (from: number, control: number, to: number) =>
          (1 - t) ** 2 * from + 2 * t * (1 - t) * control + t * t * to;
        lineTo(at(x0, a, c), at(y0, b, d));
      }
    }
  }
  return strokes;
}

/** What is drawn of a text: marks that sit on letters are left out. */
function lettersOf(text: string): string[] {
  return Array.from(text.normalize('NFC')).filter((character) => !/\p{M}/u.test(character));
}

/** Width in pixels. */
export function measureText(text: string, size: number): number {
  const units = lettersOf(text).reduce(
    (sum, character) => sum + glyphOf(character).width + letterSpacing,
    -letterSpacing,
  );
  return (Math.max(0, units) * size) / unitsPerSize;
}

/** Strokes of a text in pixels from its origin on the baseline, y down. */
export function textStrokes(text: string, size: number): Stroke[] {
  const pixels = size / unitsPerSize;
  const strokes: Stroke[] = [];
  let at = 0;
  for (const character of lettersOf(text)) {
    const glyph = glyphOf(character);
    for (const [x1, y1, x2, y2] of glyph.strokes)
      strokes.push([(at + x1) * pixels, -y1 * pixels, (at + x2) * pixels, -y2 * pixels]);
    at += glyph.width + letterSpacing;
  }
  return strokes;
}
