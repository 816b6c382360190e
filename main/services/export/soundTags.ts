/** Title, artist, date, comment and program, as each kind of file names them. */
import type { ExportRequest } from '../../../preload/contract/exports.ts';
import type { VorbisComments } from '../../engine/audio/vorbisComment.ts';
import type { InfoFields } from '../../engine/audio/wavMetadata.ts';
import type { SoundTags } from './soundLayout.ts';

export function tagsOf({ metadata }: ExportRequest, appVersion: string): SoundTags {
  return { ...metadata, software: `Phonoscope ${appVersion}` };
}

type Pair = readonly [name: string, value: string];

function pairs(tags: SoundTags, names: Readonly<Record<keyof SoundTags, string>>): Pair[] {
  const keys = ['title', 'artist', 'date', 'comment', 'software'] as const;
  return keys.map((key): Pair => [names[key], clean(tags[key])]).filter(([, value]) => value !== '');
}

/** Zeros and other control characters end or break a text in most of these. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .trim();
}

export function infoFields(tags: SoundTags): InfoFields {
  return Object.fromEntries(
    pairs(tags, { title: 'INAM', artist: 'IART', date: 'ICRD', comment: 'ICMT', software: 'ISFT' }),
  );
}

export function vorbisComments(tags: SoundTags): VorbisComments {
  const fields = pairs(tags, {
    title: 'TITLE',
    artist: 'ARTIST',
    date: 'DATE',
    comment: 'COMMENT',
    software: 'ENCODER',
  });
  return { vendor: tags.software, fields };
}

/** "title=…", as ffmpeg takes them behind -metadata. */
export function ffmpegMetadata(tags: SoundTags): string[] {
  const names = { title: 'title', artist: 'artist', date: 'date', comment: 'comment', software: 'encoded_by' };
  return pairs(tags, names).map(([name, value]) => `${name}=${value}`);
}
