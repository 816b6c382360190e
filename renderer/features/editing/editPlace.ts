/** Where an edit was, so that what undo changed is what is seen. Reads commands of the log, which may be of any kind. */
import type { EditInfo } from '../../../preload/contract/edits.ts';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import type { TimeRange } from '../../state/selection.ts';

export interface EditPlace {
  readonly startSample: number;
  readonly endSample: number; // = startSample: a point
  readonly more?: readonly TimeRange[]; // other ranges that were edited at once
}

type Fields = Readonly<Record<string, unknown>>;

/** What such an edit makes or takes away is there on one side of it only. */
const isGoneAfter = ({ kind, ripple }: Fields) => kind === 'sound.delete' && ripple !== 'none';
/** A take over a selection replaces it; another goes on from its place, where the next try then begins. */
const isFreeTake = ({ kind, endSample }: Fields) => kind === 'recording.put' && endSample === null;
const insertingKinds: readonly unknown[] = ['sound.paste', 'sound.insertSilence', 'sound.insertFile'];
const isGoneBefore = (fields: Fields) => insertingKinds.includes(fields['kind']) || isFreeTake(fields);

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

function clipsPlace(document: DocumentInfo, clipIds: unknown): EditPlace | null {
  if (!Array.isArray(clipIds)) return null;
  const wanted = new Set(clipIds);
  const clips = document.tracks.flatMap((track) => track.clips.filter(({ clipId }) => wanted.has(clipId)));
  if (clips.length === 0) return null;
  return {
    startSample: Math.min(...clips.map(({ startSample }) => startSample)),
    endSample: Math.max(...clips.map(({ startSample, lengthSamples }) => startSample + lengthSamples)),
  };
}

/** From the first to the last of what was corrected by hand. */
function correctionsPlace(corrections: unknown): EditPlace | null {
  if (!Array.isArray(corrections)) return null;
  const samples = corrections.flatMap((correction: Fields) =>
    ['atSample', 'startSample', 'endSample'].flatMap((field) => numberOf(correction[field]) ?? []),
  );
  return samples.length === 0 ? null : { startSample: Math.min(...samples), endSample: Math.max(...samples) };
}

/** What else was edited at once, where it is there on this side. */
function morePlaces({ more }: Fields): readonly TimeRange[] {
  if (!Array.isArray(more)) return [];
  return more.flatMap((range: Fields) => {
    const [startSample, endSample] = [numberOf(range['startSample']), numberOf(range['endSample'])];
    return startSample === null || endSample === null ? [] : [{ startSample, endSample }];
  });
}

/** @param document as it is now, after the step @returns null: it has no place in time, such as the name of a track */
export function editPlace(
  { command }: Pick<EditInfo, 'command'>,
  direction: 'undo' | 'redo',
  document: DocumentInfo,
): EditPlace | null {
  if (typeof command !== 'object' || command === null) return null;
  const fields = command as Fields;
  const start = numberOf(fields['startSample']) ?? numberOf(fields['atSample']) ?? numberOf(fields['toSample']);
  if (start === null) return correctionsPlace(fields['corrections']) ?? clipsPlace(document, fields['clipIds']);
  const length = numberOf(fields['lengthSamples']) ?? 0;
  const isGone = direction === 'redo' ? isGoneAfter(fields) : isGoneBefore(fields);
  const end = isGone ? start : (numberOf(fields['endSample']) ?? start + length);
  const within = (sample: number) => Math.min(Math.max(sample, 0), document.lengthSamples);
  const more = isGone ? [] : morePlaces(fields);
  const place = { startSample: within(start), endSample: Math.max(within(start), within(end)) };
  return more.length === 0 ? place : { ...place, more };
}
