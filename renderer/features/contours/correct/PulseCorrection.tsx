import { useEffect, useRef, useState } from 'react';
import type { PulseSlice } from '../../../../preload/contract/contours.ts';
import type { LaneProps } from '../../../state/lanes.ts';
import { useViewport } from '../../../state/viewport.ts';
import styles from '../ContourOverlay.module.css';
import { useWholeSource } from '../useWholeSource.ts';
import { applyOrTell } from './applyCorrections.ts';
import { attachPulseGestures, canPlacePulses, type PulseGesture, type PulseScene } from './attachPulseGestures.ts';
import { ToolTag } from '../../../shared/ui/ToolTag.tsx';

interface Props extends LaneProps {
  readonly pulses: PulseSlice;
  readonly show: (gesture: PulseGesture | null) => void;
}

/** Over waveforms while pulses are corrected by hand. */
export function PulseCorrection({ document, lane, pulses, show }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const [value, setValue] = useState<string | null>(null);
  const { documentId, sampleRateHz } = document;
  const { trackId } = lane;
  const sourceId = useWholeSource(document, trackId);
  const isClose = useViewport((v) => canPlacePulses(v.samplesPerPixel, sampleRateHz));
  const scene: PulseScene = {
    pulses,
    sampleRateHz,
    show,
    hover: setValue,
    apply: (corrections) => {
      if (trackId === null || sourceId === null) return;
      void applyOrTell({ documentId, sourceId, trackId, channel: lane.channel ?? 0 }, corrections).then(
        (hasChanged) => {
          if (!hasChanged) show(null);
        },
      );
    },
  };
  const latest = useRef(scene);
  useEffect(() => {
    latest.current = scene;
  });
  useEffect(() => {
    const element = host.current?.closest<HTMLElement>('[data-lane-key]');
    return element == null ? undefined : attachPulseGestures(element, () => latest.current);
  }, []);
  return (
    <div ref={host} className={styles['overlay']}>
      <ToolTag
        title="Correct pulses"
        testId={`${lane.testId}-correcting`}
        hint={
          isClose
            ? 'Click adds or removes, drag moves, Escape leaves.'
            : 'Zoom in until samples can be seen to add, remove and move pulses. Escape leaves.'
        }
        value={value}
      />
    </div>
  );
}
