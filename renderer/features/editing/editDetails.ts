/** What an edit was asked to do, as people say it. Reads commands of the log, which may be of any kind and version. */
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { counted } from '../../shared/format/counted.ts';
import { formatDuration, formatHms } from '../../shared/format/time.ts';
import { formatParameter, inWords } from '../../shared/format/parameters.ts';
import { fadeShapeTitles } from '../../state/editing.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface EditDetails {
  readonly where: string; // "0:01.200 – 0:02.400"; '' for what has no place in time
  readonly what: string; // "Voice, Music; everything after it moves"
}

const rippleTexts: Readonly<Record<string, string>> = {
  none: 'nothing else moves',
  off: 'nothing else moves',
  track: 'the rest of the track moves',
  document: 'everything after it moves',
  all: 'everything after it moves',
};
const modeTexts: Readonly<Record<string, string>> = {
  insert: 'inserted',
  overwrite: 'over what was there',
  newTracks: 'on new tracks',
};

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function whereOf(fields: Fields, rateHz: number): string {
  const time = (name: string) => {
    const value = fields[name];
    return typeof value === 'number' ? formatHms(value / rateHz) : null;
  };
  const [start, end] = [time('startSample'), time('endSample')];
  if (start !== null && end !== null) return start === end ? start : `${start} – ${end}`;
  const [from, to] = [time('fromSample'), time('toSample')];
  if (from !== null && to !== null) return `${from} → ${to}`;
  const { atSamples } = fields;
  if (Array.isArray(atSamples) && typeof atSamples[0] === 'number')
    return formatHms(atSamples[0] / rateHz) + (atSamples.length > 1 ? ' …' : '');
  return time('atSample') ?? start ?? '';
}

/** Names of tracks and tiers that are still there; of others their number. */
function named(ids: unknown, known: ReadonlyMap<string, string>, thing: string): string[] {
  if (!Array.isArray(ids) || ids.length === 0) return [];
  const names = ids.flatMap((id: unknown) => (typeof id === 'string' ? (known.get(id) ?? []) : []));
  if (names.length === ids.length && names.length <= 3) return [names.join(', ')];
  return [counted(ids.length, thing)];
}

/** What the columns of the panel or the title say already. */
const saidElsewhere = new Set([
  'kind',
  ...['startSample', 'endSample', 'atSample', 'atSamples', 'fromSample', 'toSample'],
  ...['trackIds', 'trackId', 'tierIds', 'tierId', 'toTrackId', 'clipId', 'clipIds', 'itemId', 'itemIds'],
  ...['ripple', 'mode', 'name', 'label', 'direction', 'isCut', 'toIndex', 'effect'],
]);

const shapeTitle = (shape: string) => new Map<string, string>(Object.entries(fadeShapeTitles)).get(shape) ?? shape;

function valueText(name: string, value: unknown, rateHz: number): string | null {
  if (value === null || value === undefined || isFields(value)) return null;
  if (Array.isArray(value)) return `${String(value.length)} ${name === 'items' ? 'labels' : inWords(name)}`;
  if (typeof value === 'number' && /Samples$/.test(name)) {
    const by = name === 'bySamples' ? 'by' : inWords(name.slice(0, -'Samples'.length));
    return `${by} ${formatDuration(value / rateHz)}`;
  }
  if (typeof value === 'boolean')
    return value ? inWords(name.replace(/^is(?=[A-Z])/, '')) : `not ${inWords(name.replace(/^is(?=[A-Z])/, ''))}`;
  const text = name === 'shape' && typeof value === 'string' ? shapeTitle(value) : value;
  return formatParameter(name, text).join(' ');
}

function effectTexts(effect: unknown, rateHz: number): string[] {
  if (!isFields(effect)) return [];
  const { kind: _, ...rest } = effect;
  return Object.entries(rest).flatMap(([name, value]): string[] => {
    if (isFields(value)) return effectTexts(value, rateHz);
    const text = valueText(name, value, rateHz);
    return text === null ? [] : [text];
  });
}

export function editDetails(
  command: unknown,
  document: Pick<DocumentInfo, 'sampleRateHz' | 'tracks' | 'tiers'>,
): EditDetails {
  if (!isFields(command)) return { where: '', what: '' };
  const { sampleRateHz } = document;
  const tracks = new Map(document.tracks.map(({ trackId, name }) => [trackId, name]));
  const tiers = new Map(document.tiers.map(({ tierId, name }) => [tierId, name]));
  const one = (value: unknown) => (typeof value === 'string' ? [value] : []);
  const { trackIds, trackId, tierIds, tierId, toTrackId, ripple, mode, effect } = command;
  const what = [
    ...named(trackIds ?? one(trackId), tracks, 'track'),
    ...named(tierIds ?? one(tierId), tiers, 'tier'),
    ...named(one(toTrackId), tracks, 'track').map((name) => `to ${name}`),
    ...(typeof mode === 'string' ? [modeTexts[mode] ?? mode] : []),
    ...effectTexts(effect, sampleRateHz),
    ...Object.entries(command).flatMap(([name, value]) =>
      saidElsewhere.has(name) ? [] : (valueText(name, value, sampleRateHz) ?? []),
    ),
    ...(typeof ripple === 'string' ? [rippleTexts[ripple] ?? ripple] : []),
  ];
  return { where: whereOf(command, sampleRateHz), what: what.join('; ') };
}
