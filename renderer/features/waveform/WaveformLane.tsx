import { useEffect, useMemo, useRef } from 'react';
import { amplitudeTicks, type AmplitudeAxis } from '../../shared/axis/amplitudeAxis.ts';
import { AxisColumn } from '../../shared/canvas/AxisColumn.tsx';
import type { LaneProps } from '../../state/lanes.ts';
import { formatZoom, useWaveformAxis } from '../../state/waveformAxis.ts';
import { attachWaveform, type AttachedWaveform } from './attachWaveform.ts';
import { SampleTag } from './SampleTag.tsx';
import styles from './WaveformLane.module.css';

export function WaveformLane({ document, lane, widthPx, heightPx }: LaneProps) {
  const host = useRef<HTMLDivElement>(null);
  const attached = useRef<AttachedWaveform | null>(null);
  const { scale, zoom } = useWaveformAxis(lane.trackId);
  const ticks = useMemo(() => amplitudeTicks({ scale, zoom }, heightPx), [scale, zoom, heightPx]);
  const sourceId = document.tracks.find((track) => track.trackId === lane.trackId)?.sourceId ?? null;
  const channel = lane.channel ?? 0;

  const latestSource = useRef(sourceId);
  useEffect(() => {
    latestSource.current = sourceId;
    if (sourceId !== null) attached.current?.setSource(sourceId);
  }, [sourceId]);

  const hasSource = sourceId !== null;
  useEffect(() => {
    const { current: source } = latestSource;
    if (host.current === null || !hasSource || source === null) return;
    const address = { laneKey: lane.key, trackId: lane.trackId, sourceId: source, channel };
    const waveform = attachWaveform(host.current, address);
    attached.current = waveform;
    return () => {
      attached.current = null;
      waveform.detach();
    };
  }, [hasSource, channel, lane.key, lane.trackId]);

  useEffect(() => {
    attached.current?.setSize(widthPx, heightPx);
  }, [hasSource, channel, lane.key, lane.trackId, widthPx, heightPx]);

  return (
    <>
      <AxisColumn ticks={ticks} heightPx={heightPx} />
      <div
        ref={host}
        className={styles['surface']}
        role="img"
        aria-label={`Waveform, ${lane.title}, ${describeAxis({ scale, zoom })}`}
        data-testid={`${lane.testId}-surface`}
      />
      <SampleTag lane={lane} heightPx={heightPx} />
    </>
  );
}

function describeAxis({ scale, zoom }: AmplitudeAxis): string {
  const ends = scale === 'db' ? 'dB' : 'full scale ±1';
  return zoom === 1 ? ends : `${ends}, magnified ${formatZoom(zoom)}`;
}
