export interface Token {
  readonly kind: 'number' | 'unit' | 'operator' | 'clock' | 'note';
  readonly text: string;
  readonly value: number; // of numbers; seconds of clocks; Hz of notes
}

const clockPattern = /^(?:(\d+):)?(\d+):(\d{1,2}(?:\.\d*)?)/;
const notePattern = /^([A-Ga-g])([#♯b♭]?)(-?\d)(?![\d.\w])/;
const numberPattern = /^(?:\d[\d,]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/;
const unitPattern = /^[a-zA-Zµμ%°]+/;
const operators: Readonly<Record<string, string>> = { '−': '-', '–': '-', '×': '*', '·': '*', '÷': '/' };
const semitones: Readonly<Record<string, number>> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11 };

/** @returns the tokens, or why there are none */
export function tokenise(text: string): Token[] | string {
  const tokens: Token[] = [];
  let rest = text.trim().replace(/^×\s*/, ''); // as factors are shown
  while (rest !== '') {
    const token = nextToken(rest);
    if (typeof token === 'string') return token;
    tokens.push(token);
    rest = rest.slice(token.text.length).trimStart();
    const last = tokens.at(-1);
    if (last?.kind === 'operator') tokens[tokens.length - 1] = { ...last, text: operators[last.text] ?? last.text };
  }
  return tokens;
}

function nextToken(rest: string): Token | string {
  const clock = clockPattern.exec(rest);
  if (clock !== null) return { kind: 'clock', text: clock[0], value: clockSeconds(clock) };
  const note = notePattern.exec(rest);
  if (note !== null) return { kind: 'note', text: note[0], value: noteHz(note) };
  const number = numberPattern.exec(rest);
  if (number !== null) return numberToken(number[0]);
  const unit = unitPattern.exec(rest);
  if (unit !== null) return { kind: 'unit', text: unit[0], value: 0 };
  const char = rest.charAt(0);
  if ('+-*/()−–×·÷'.includes(char)) return { kind: 'operator', text: char, value: 0 };
  return `“${char}” is not understood`;
}

/** A comma is a decimal mark where it can be nothing else. */
function numberToken(text: string): Token | string {
  const isAmbiguous = /^[1-9]\d{0,2},\d{3}$/.test(text);
  if (isAmbiguous)
    return `“${text}” could be ${text.replace(',', '.')} or ${text.replace(',', '')}: write a point or nothing`;
  const isGrouped = /^[1-9]\d{0,2}(,\d{3})+(\.\d*)?([eE].*)?$/.test(text);
  const value = Number(isGrouped ? text.replaceAll(',', '') : text.replace(',', '.'));
  return Number.isFinite(value) ? { kind: 'number', text, value } : `“${text}” is not a number`;
}

function clockSeconds([, hours = '0', minutes = '0', seconds = '0']: RegExpExecArray): number {
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function noteHz([, letter = 'a', accidental = '', octave = '4']: RegExpExecArray): number {
  const shift = accidental === '' ? 0 : accidental === '#' || accidental === '♯' ? 1 : -1;
  const midi = 12 * (Number(octave) + 1) + (semitones[letter.toLowerCase()] ?? 0) + shift;
  return 440 * 2 ** ((midi - 69) / 12);
}
