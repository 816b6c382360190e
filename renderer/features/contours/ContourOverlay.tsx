import { useCallback, useEffect } from 'react';
import type { ContourKind } from '../../../preload/contract/contours.ts';
import {
  contourOwner,
  unwantContour,
  useContours,
  wantContour,
  wishForTiles,
  type ContourState,
} from '../../client/contours.ts';
import { ViewCanvas, type DrawView } from '../../shared/canvas/ViewCanvas.tsx';
import { frequencyAxis } from '../../shared/frequencyScale/frequencyAxis.ts';
import { contourOf, useContourSettings, type ContourSettings } from '../../state/contourSettings.ts';
import type { LaneProps } from '../../state/lanes.ts';
import { frequencyRangeOf, useSpectrogramSettings } from '../../state/spectrogramSettings.ts';
import { useViewport } from '../../state/viewport.ts';
import type { Viewport } from '../../state/viewportMaths.ts';
import { intensityAxis, pitchAxis } from '../../shared/axis/contourAxes.ts';
import { drawValueAxis } from '../../shared/axis/drawValueAxis.ts';
import { contourColumns, contourView } from './contourColumns.ts';
import styles from './ContourOverlay.module.css';
import { drawFormants, drawIntensity, drawPitch } from './drawContours.ts';
import { useWholeSource } from './useWholeSource.ts';

const kinds: readonly ContourKind[] = ['intensity', 'formants', 'pitch']; // drawn in this order

/** Pitch, formants and intensity over a spectrogram, those that are switched on. */
export function ContourOverlay(props: LaneProps) {
  const settings = useContourSettings((s) => s.settings);
  const isAny = kinds.some((kind) => settings[kind].isShown);
  return isAny ? <ShownContours {...props} settings={settings} /> : null;
}

function ShownContours({ document, lane, widthPx, heightPx, settings }: LaneProps & { settings: ContourSettings }) {
  const sourceId = useWholeSource(document, lane.trackId);
  const channel = lane.channel ?? 0;
  const { sampleRateHz } = document;
  const spectrogram = useSpectrogramSettings((s) => s.settings);
  const pitch = useContours((s) => s.states[contourOwner(lane.key, 'pitch')]);
  const formants = useContours((s) => s.states[contourOwner(lane.key, 'formants')]);
  const intensity = useContours((s) => s.states[contourOwner(lane.key, 'intensity')]);

  useEffect(() => {
    for (const kind of kinds) {
      const owner = contourOwner(lane.key, kind);
      if (sourceId === null || !settings[kind].isShown) unwantContour(owner);
      else wantContour(owner, { sourceId, channel, contour: contourOf(settings, kind) });
    }
  }, [settings, sourceId, channel, lane.key]);
  useEffect(
    () => () => {
      for (const kind of kinds) unwantContour(contourOwner(lane.key, kind));
    },
    [lane.key],
  );
  useEffect(() => {
    const wish = (view: Viewport) => {
      for (const [kind, state] of [
        ['pitch', pitch],
        ['formants', formants],
        ['intensity', intensity],
      ] as const) {
        if (state?.contour == null) continue;
        const { level, tiles } = contourView(state.contour, view, sampleRateHz);
        wishForTiles(contourOwner(lane.key, kind), state.contour, level, tiles);
      }
    };
    wish(useViewport.getState());
    return useViewport.subscribe(wish);
  }, [pitch, formants, intensity, sampleRateHz, lane.key]);

  const draw = useCallback<DrawView>(
    (ctx, view, tokens) => {
      const size = { widthPx, heightPx };
      const range = frequencyRangeOf(spectrogram, sampleRateHz);
      const columnsOf = (state: ContourState | undefined) => {
        const contour = state?.standIn ?? state?.contour;
        return contour == null ? [] : contourColumns(contour, view, sampleRateHz);
      };
      if (settings.intensity.isShown) {
        const axis = intensityAxis(settings.intensity, heightPx);
        drawIntensity(ctx, columnsOf(intensity), axis, tokens);
        drawValueAxis(ctx, { axis, colour: tokens.contourIntensity, unit: 'dB', side: 'left' }, size, tokens);
      }
      if (settings.formants.isShown) {
        const { yAt } = frequencyAxis(range, heightPx);
        drawFormants(ctx, columnsOf(formants), yAt, formants?.contour?.info.nSeries ?? 0, tokens);
      }
      if (settings.pitch.isShown) {
        const axis = pitchAxis(settings.pitch, range, heightPx);
        drawPitch(ctx, columnsOf(pitch), axis, tokens);
        drawValueAxis(ctx, { axis, colour: tokens.contourPitch, unit: 'Hz', side: 'right' }, size, tokens);
      }
    },
    [widthPx, heightPx, settings, spectrogram, sampleRateHz, pitch, formants, intensity],
  );
  return (
    <div
      className={styles['overlay']}
      data-testid={`${lane.testId}-contours`}
      data-status={statusOf([pitch, formants, intensity])}
    >
      <ViewCanvas widthPx={widthPx} heightPx={heightPx} draw={draw} />
    </div>
  );
}

/** For tests and for the status of the machine. */
function statusOf(states: readonly (ContourState | undefined)[]): string {
  const known = states.filter((state) => state !== undefined);
  if (known.some(({ status }) => status === 'failed')) return 'failed';
  return known.some(({ status, nTiles }) => status !== 'ready' || nTiles === 0) ? 'analysing' : 'ready';
}
