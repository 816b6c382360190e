import { studio } from '../../client/studio.ts';
import { formatDb, formatDbfs } from '../../shared/format/level.ts';
import { formatDuration } from '../../shared/format/time.ts';
import { useEditing } from '../../state/editing.ts';
import type { EditTarget } from './editTarget.ts';
import { makeEdit } from './makeEdit.ts';
import { ask } from './prompt.ts';

type Span = NonNullable<EditTarget['span']>;

/** What was asked last is offered again. */
const last = { gainDb: -6, times: 2, silenceSec: 1 };

/** Loudest sample of the selected ranges over the tracks, dBFS; null: digital silence. */
async function peakDbfs({ document, trackIds, spans }: EditTarget, signal: AbortSignal): Promise<number | null> {
  const channels = document.tracks
    .filter(({ trackId }) => trackIds.includes(trackId))
    .flatMap((track) =>
      Array.from({ length: track.channels }, (_, channel) => ({ sourceId: track.sourceId, channel })),
    );
  const peaks = await Promise.all(
    channels.flatMap((channel) =>
      spans.map(async (span) => {
        const { peakDbfs: peak } = await studio.call['analysis.measure']({ ...channel, ...span }, { signal });
        return peak ?? -Infinity;
      }),
    ),
  );
  const peak = Math.max(...peaks);
  return peak === -Infinity ? null : peak;
}

export function askGain(target: EditTarget, span: Span & { readonly more?: Span[] }): void {
  const { trackIds } = target;
  ask({
    kind: 'number',
    title: 'Gain',
    field: 'Gain',
    action: 'Apply gain',
    initial: last.gainDb,
    rules: { dimension: 'level', format: (db) => formatDb(db, 2), minValue: -60, maxValue: 60 },
    measure: (signal) => peakDbfs(target, signal),
    effect: (gainDb, peak) =>
      peak === null
        ? ''
        : `Peak ${formatDbfs(peak)} → ${formatDbfs(peak + gainDb)}${peak + gainDb > 0 ? ', above full scale' : ''}`,
    apply: (gainDb) => {
      last.gainDb = gainDb;
      return makeEdit({ kind: 'sound.gain', trackIds, ...span, gainDb });
    },
  });
}

export function askRepeat({ document, trackIds }: EditTarget, span: Span): void {
  const lengthSec = (span.endSample - span.startSample) / document.sampleRateHz;
  ask({
    kind: 'number',
    title: 'Repeat',
    field: 'Times more',
    action: 'Repeat',
    initial: last.times,
    rules: { dimension: 'samples', format: String, minValue: 1, maxValue: 1000 },
    effect: (times) => `${formatDuration(lengthSec)} becomes ${formatDuration(lengthSec * (times + 1))}`,
    apply: (times) => {
      last.times = times;
      const { ripple } = useEditing.getState();
      const endSample = span.endSample + times * (span.endSample - span.startSample);
      return makeEdit({ kind: 'sound.repeat', trackIds, ...span, times, ripple }, { ...span, endSample });
    },
  });
}

export function askSilence({ document, trackIds, atSample }: EditTarget): void {
  const { sampleRateHz } = document;
  ask({
    kind: 'number',
    title: 'Insert silence',
    field: 'Length',
    action: 'Insert silence',
    initial: last.silenceSec,
    rules: { dimension: 'time', format: formatDuration, sampleRateHz, minValue: 1 / sampleRateHz, maxValue: 86_400 },
    apply: (sec) => {
      last.silenceSec = sec;
      const lengthSamples = Math.round(sec * sampleRateHz);
      const { ripple } = useEditing.getState();
      return makeEdit(
        {
          kind: 'sound.insertSilence',
          trackIds,
          atSample,
          lengthSamples,
          ripple: ripple === 'none' ? 'track' : ripple,
        },
        { startSample: atSample, endSample: atSample + lengthSamples },
      );
    },
  });
}
