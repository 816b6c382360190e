/** The text of WebVTT cues: voices, other tags, character references (W3C WebVTT 6.4, the cue text tokenizer). */
import type { Losses } from './losses.ts';

export interface VoicedText {
  readonly voice: string | null;
  readonly text: string;
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  lrm: '\u200e',
  rlm: '\u200f',
  nbsp: '\u00a0',
};

/** In order, neighbours of one voice joined; one part without text if the cue has none. */
export function parseCueText(source: string, losses: Losses): VoicedText[] {
  const parts: { voice: string | null; text: string }[] = [];
  let voice: string | null = null;
  const add = (text: string) => {
    const last = parts.at(-1);
    if (last?.voice === voice) last.text += text;
    else parts.push({ voice, text });
  };
  for (const [token] of source.matchAll(/<[^>]*>?|[^<]+/g)) {
    if (!token.startsWith('<')) add(decodeReferences(token));
    else if (/^<v[.\s>]/.test(token)) voice = voiceOf(token);
    else if (/^<\/v\s*>?$/.test(token)) voice = null;
    else losses.add('tag', 'markup in cues is not kept');
  }
  const spoken = parts
    .map((part) => ({ ...part, text: part.text.replace(/^\n|\n$/g, '') }))
    .filter(({ text }) => text.trim() !== '');
  return spoken.length > 0 ? spoken : [{ voice, text: '' }];
}

function voiceOf(tag: string): string | null {
  const name = tag
    .replace(/^<v[^\s>]*/, '')
    .replace(/>$/, '')
    .replace(/\s+/g, ' ');
  return decodeReferences(name).trim() || null;
}

function decodeReferences(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z]{2,4}));/g,
    (whole, ...groups: (string | undefined)[]) => {
      const [decimal, hex, name] = groups;
      if (name !== undefined) return named[name] ?? whole;
      const code = decimal === undefined ? parseInt(hex!, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}

export function escapeCueText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
