import { useCallback, useEffect, useRef, useState } from 'react';
import type { PitchCandidateSlice } from '../../../../preload/contract/contours.ts';
import { contourOwner, useContours } from '../../../client/contours.ts';
import { ViewCanvas, type DrawView } from '../../../shared/canvas/ViewCanvas.tsx';
import { useContourSettings } from '../../../state/contourSettings.ts';
import { useCorrecting } from '../../../state/correcting.ts';
import type { LaneProps } from '../../../state/lanes.ts';
import { frequencyRangeOf, useSpectrogramSettings } from '../../../state/spectrogramSettings.ts';
import { pitchAxis } from '../../../shared/axis/contourAxes.ts';
import styles from '../ContourOverlay.module.css';
import { useWholeSource } from '../useWholeSource.ts';
import { applyOrTell } from './applyCorrections.ts';
import { attachPitchGestures, describeCandidate, type PitchGesture, type PitchScene } from './attachPitchGestures.ts';
import type { Candidate } from './candidateFrames.ts';
import { ToolTag } from '../../../shared/ui/ToolTag.tsx';
import { drawCandidates } from './drawCandidates.ts';
import { useCandidates } from './useCandidates.ts';

/** Over spectrograms while pitch is corrected by hand. */
export function PitchCorrection(props: LaneProps) {
  const isOn = useCorrecting((s) => s.tool === 'pitch');
  return isOn ? <ActiveCorrection {...props} /> : null;
}

/** What a gesture shows stands until the frames that it changed have come. */
interface Shown {
  readonly gesture: PitchGesture;
  readonly slice: PitchCandidateSlice | null;
}

function ActiveCorrection({ document, lane, widthPx, heightPx }: LaneProps) {
  const host = useRef<HTMLDivElement>(null);
  const { documentId, sampleRateHz } = document;
  const { trackId } = lane;
  const channel = lane.channel ?? 0;
  const sourceId = useWholeSource(document, trackId);
  const timeStepSec = useContours((s) => s.states[contourOwner(lane.key, 'pitch')]?.contour?.info.timeStepSec ?? null);
  const slice = useCandidates({ sourceId, channel, sampleRateHz, timeStepSec });
  const pitch = useContourSettings((s) => s.settings.pitch);
  const spectrogram = useSpectrogramSettings((s) => s.settings);
  const [hovered, setHovered] = useState<Candidate | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const gesture = shown?.slice === slice ? shown.gesture : null;

  const yAt = useCallback(
    (hz: number) => pitchAxis(pitch, frequencyRangeOf(spectrogram, sampleRateHz), heightPx).yAt(hz),
    [pitch, spectrogram, sampleRateHz, heightPx],
  );
  const scene: PitchScene = {
    slice,
    yAt,
    sampleRateHz,
    show: (next) => {
      setShown(next === null ? null : { gesture: next, slice });
    },
    hover: setHovered,
    apply: (corrections) => {
      if (trackId === null || sourceId === null) return;
      void applyOrTell({ documentId, sourceId, trackId, channel }, corrections).then((hasChanged) => {
        if (!hasChanged || slice === null) setShown(null);
      });
    },
  };
  const latest = useRef(scene);
  useEffect(() => {
    latest.current = scene;
  });
  useEffect(() => {
    const element = host.current?.closest<HTMLElement>('[data-lane-key]');
    return element == null ? undefined : attachPitchGestures(element, () => latest.current);
  }, []);
  const draw = useCallback<DrawView>(
    (ctx, view, tokens) => {
      drawCandidates(ctx, { slice, yAt, sampleRateHz, gesture, hovered, heightPx }, view, tokens);
    },
    [slice, yAt, sampleRateHz, gesture, hovered, heightPx],
  );
  return (
    <div
      ref={host}
      className={styles['overlay']}
      data-testid={`${lane.testId}-candidates`}
      data-frames={slice?.chosen.length ?? 0}
    >
      <ViewCanvas widthPx={widthPx} heightPx={heightPx} draw={draw} />
      <ToolTag
        title="Correct pitch"
        testId={`${lane.testId}-correcting`}
        hint={
          slice === null
            ? 'Zoom in to choose candidates. Alt-drag unvoices, Shift-drag voices, Escape leaves.'
            : 'Click or drag takes candidates, Alt-drag unvoices, Shift-drag voices, Escape leaves.'
        }
        value={hovered === null || slice === null || gesture !== null ? null : describeCandidate(hovered, scene)}
      />
    </div>
  );
}
