/** Pitch, formants and intensity at a moment or over the selection, exact at every zoom: the host is asked. */
import { useEffect, useState } from 'react';
import type { ContourReading } from '../../../preload/contract/contours.ts';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { useContourRevision } from '../../client/contourRevision.ts';
import { useIsStudioReady } from '../../client/engine.ts';
import { studio } from '../../client/studio.ts';
import { formatHz, formatNote } from '../../shared/format/frequency.ts';
import {
  formantParamsOf,
  intensityParamsOf,
  pitchParamsOf,
  useContourSettings,
  type ContourSettings,
} from '../../state/contourSettings.ts';
import { useHover } from '../../state/hover.ts';
import { lanesOf } from '../../state/lanes.ts';
import { useLayout } from '../../state/layout.ts';
import { useSelection } from '../../state/selection.ts';
import { useWholeSource } from './useWholeSource.ts';

export type ContourChoice = Readonly<Record<'pitch' | 'formants' | 'intensity', boolean>>;

export interface ChannelAddress {
  readonly sourceId: string;
  readonly channel: number;
}

export async function readContours(
  address: ChannelAddress,
  range: { readonly startSample: number; readonly endSample: number },
  choice: ContourChoice,
  signal?: AbortSignal,
): Promise<ContourReading> {
  const { settings } = useContourSettings.getState();
  return studio.call['contours.read'](
    {
      ...address,
      ...range,
      pitch: choice.pitch ? pitchParamsOf(settings) : null,
      formants: choice.formants ? formantParamsOf(settings) : null,
      intensity: choice.intensity ? intensityParamsOf(settings) : null,
    },
    signal === undefined ? {} : { signal },
  );
}

/** The channel of the lane that has or last had the focus, else the first. */
export function addressedTrack(document: DocumentInfo, laneKey: string | null) {
  const lanes = lanesOf(document);
  const lane = lanes.find(({ key, trackId }) => key === laneKey && trackId !== null);
  const track = document.tracks.find(({ trackId }) => trackId === lane?.trackId) ?? document.tracks[0];
  return track === undefined ? null : { track, channel: lane?.channel ?? 0 };
}

const pauseMs = 50; // while the pointer moves, only where it rests is read

function shownOf({ pitch, formants, intensity }: ContourSettings): ContourChoice {
  return { pitch: pitch.isShown, formants: formants.isShown, intensity: intensity.isShown };
}

/** What the shown contours read under the pointer, else at the cursor; null where none is shown. */
export function useContourReading(document: DocumentInfo): ContourReading | null {
  const settings = useContourSettings((s) => s.settings);
  const hovered = useHover((s) => s.hover?.sample ?? null);
  const hoveredKey = useHover((s) => s.hover?.laneKey ?? null);
  const focusedKey = useLayout((s) => s.focusedLaneKey);
  const cursorSample = useSelection((s) => s.cursorSample);
  const revision = useContourRevision((s) => s.revision);
  const isReady = useIsStudioReady();
  const addressed = addressedTrack(document, hoveredKey ?? focusedKey);
  const sourceId = useWholeSource(document, addressed?.track.trackId ?? null);
  const channel = addressed?.channel ?? 0;
  const sample = hovered ?? cursorSample;
  const [reading, setReading] = useState<ContourReading | null>(null);
  const shown = shownOf(settings);
  const isAny = shown.pitch || shown.formants || shown.intensity;
  useEffect(() => {
    if (!isReady || sourceId === null || !isAny) return;
    const aborter = new AbortController();
    const timer = window.setTimeout(() => {
      const range = { startSample: sample, endSample: sample };
      readContours({ sourceId, channel }, range, shownOf(settings), aborter.signal).then(
        (read) => {
          if (!aborter.signal.aborted) setReading(read);
        },
        () => {
          setReading(null); // why there is none is told in the inspector
        },
      );
    }, pauseMs);
    return () => {
      window.clearTimeout(timer);
      aborter.abort();
    };
  }, [isReady, sourceId, channel, sample, settings, isAny, revision]);
  return isAny ? reading : null;
}

export function pitchText(hz: number | null): string {
  if (hz === null) return 'unvoiced';
  const note = formatNote(hz);
  return note === null ? formatHz(hz) : `${formatHz(hz)} (${note})`;
}

const spokenFormants = 4;

/** What the shown contours read at a sample, in words for who does not see them; empty where none is shown. */
export async function spokenContours(address: ChannelAddress, sample: number, signal: AbortSignal): Promise<string> {
  const { pitch, formants, intensity } = shownOf(useContourSettings.getState().settings);
  if (!pitch && !formants && !intensity) return '';
  const range = { startSample: sample, endSample: sample };
  const reading = await readContours(address, range, { pitch, formants, intensity }, signal);
  const heard = reading.formantHz
    .slice(0, spokenFormants)
    .flatMap((hz, f) => (hz === null ? [] : [`F${String(f + 1)} ${String(Math.round(hz))}`]));
  return [
    ...(pitch ? [`Pitch ${pitchText(reading.pitchHz)}`] : []),
    ...(formants ? [heard.length === 0 ? 'No formants' : `Formants ${heard.join(', ')} Hz`] : []),
    ...(intensity
      ? [reading.intensityDb === null ? 'No intensity' : `Intensity ${reading.intensityDb.toFixed(1)} dB`]
      : []),
  ].join('. ');
}
