import { useEffect, useMemo, useRef } from 'react';
import { frequencyTicks } from '../../shared/axis/frequencyTicks.ts';
import { AxisColumn } from '../../shared/canvas/AxisColumn.tsx';
import { frequencyAxis } from '../../shared/frequencyScale/frequencyAxis.ts';
import { frequencyScale } from '../../shared/frequencyScale/frequencyScale.ts';
import type { LaneProps } from '../../state/lanes.ts';
import { frequencyRangeOf, useSpectrogramSettings } from '../../state/spectrogramSettings.ts';
import { attachSpectrogram, type AttachedSpectrogram } from './attachSpectrogram.ts';
import styles from './SpectrogramLane.module.css';

export function SpectrogramLane({ document, lane, widthPx, heightPx }: LaneProps) {
  const host = useRef<HTMLDivElement>(null);
  const attached = useRef<AttachedSpectrogram | null>(null);
  const settings = useSpectrogramSettings((s) => s.settings);
  const { sampleRateHz } = document;
  const { scale, fMinHz, fMaxHz } = frequencyRangeOf(settings, sampleRateHz);
  const ticks = useMemo(
    () => frequencyTicks(frequencyAxis({ scale, fMinHz, fMaxHz }, heightPx)),
    [scale, fMinHz, fMaxHz, heightPx],
  );
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
    const spectrogram = attachSpectrogram(host.current, {
      laneKey: lane.key,
      sourceId: source,
      channel,
      sampleRateHz,
    });
    attached.current = spectrogram;
    return () => {
      attached.current = null;
      spectrogram.detach();
    };
  }, [hasSource, channel, lane.key, sampleRateHz]);

  useEffect(() => {
    attached.current?.setSize(widthPx, heightPx);
  }, [hasSource, channel, lane.key, sampleRateHz, widthPx, heightPx]);

  const label = `Spectrogram, ${lane.title}, ${Math.round(fMinHz)} to ${Math.round(fMaxHz)} Hz, ${frequencyScale(scale).label} scale`;
  return (
    <>
      <AxisColumn ticks={ticks} heightPx={heightPx} />
      <div
        ref={host}
        className={styles['surface']}
        role="img"
        aria-label={label}
        data-testid={`${lane.testId}-surface`}
      />
    </>
  );
}
