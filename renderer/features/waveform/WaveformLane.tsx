import { useEffect, useMemo, useRef } from 'react';
import { amplitudeTicks } from '../../shared/axis/amplitudeAxis.ts';
import { AxisColumn } from '../../shared/canvas/AxisColumn.tsx';
import { useLayout } from '../../state/layout.ts';
import type { LaneProps } from '../../state/lanes.ts';
import { attachWaveform, type AttachedWaveform } from './attachWaveform.ts';
import { SampleTag } from './SampleTag.tsx';
import styles from './WaveformLane.module.css';

export function WaveformLane({ document, lane, widthPx, heightPx }: LaneProps) {
  const host = useRef<HTMLDivElement>(null);
  const attached = useRef<AttachedWaveform | null>(null);
  const scale = useLayout((s) => s.waveformScale);
  const ticks = useMemo(() => amplitudeTicks(scale, heightPx), [scale, heightPx]);
  const sourceId = document.tracks.find((track) => track.trackId === lane.trackId)?.sourceId ?? null;
  const channel = lane.channel ?? 0;

  useEffect(() => {
    if (host.current === null || sourceId === null) return;
    const waveform = attachWaveform(host.current, { laneKey: lane.key, sourceId, channel });
    attached.current = waveform;
    return () => {
      attached.current = null;
      waveform.detach();
    };
  }, [sourceId, channel, lane.key]);

  useEffect(() => {
    attached.current?.setSize(widthPx, heightPx);
  }, [sourceId, channel, widthPx, heightPx]);

  return (
    <>
      <AxisColumn ticks={ticks} heightPx={heightPx} />
      <div
        ref={host}
        className={styles['surface']}
        role="img"
        aria-label={`Waveform, ${lane.title}, ${scale === 'db' ? 'dB' : 'full scale ±1'}`}
        data-testid={`${lane.testId}-surface`}
      />
      <SampleTag laneKey={lane.key} heightPx={heightPx} />
    </>
  );
}
