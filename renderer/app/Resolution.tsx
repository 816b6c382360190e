import { useEffect, useState } from 'react';
import type { WindowName } from '../../preload/contract/analysis.ts';
import { useIsStudioReady } from '../client/engine.ts';
import { studio } from '../client/studio.ts';
import { formatDuration } from '../shared/format/time.ts';
import { windowTitles } from '../shared/format/windowTitles.ts';
import { useSpectrogramSettings } from '../state/spectrogramSettings.ts';
import styles from './StatusBar.module.css';

/** −3 dB width of the window's main lobe, in Hz; null while it is asked for. */
export function useWindowWidthHz(window: WindowName, winLength: number, sampleRateHz: number): number | null {
  const key = `${window}/${winLength}`;
  const [width, setWidth] = useState<{ readonly key: string; readonly bins: number } | null>(null);
  const isReady = useIsStudioReady();
  useEffect(() => {
    if (!isReady) return;
    const aborter = new AbortController();
    studio.call['analysis.windowWidth']({ window, winLength }, { signal: aborter.signal }).then(
      ({ minus3DbBins }) => {
        setWidth({ key, bins: minus3DbBins });
      },
      () => {
        setWidth(null); // the host is away: the read-out shows what is exact without it
      },
    );
    return () => {
      aborter.abort();
    };
  }, [isReady, key, window, winLength]);
  return width?.key === key ? (width.bins * sampleRateHz) / winLength : null;
}

/** The true resolution of the spectrogram: Δf = fs/N, Δt = N/fs, and how wide the window makes a line. */
export function Resolution({ sampleRateHz }: { readonly sampleRateHz: number }) {
  const { window, winLength } = useSpectrogramSettings((s) => s.settings);
  const widthHz = useWindowWidthHz(window, winLength, sampleRateHz);
  const bins = `Δf ${trim(sampleRateHz / winLength)} Hz · Δt ${formatDuration(winLength / sampleRateHz)}`;
  const width = widthHz === null ? '' : ` · −3 dB ${trim(widthHz)} Hz`;
  const name = windowTitles[window];
  return (
    <span className={styles['resolution']} data-testid="status-resolution" title={`${bins}${width} (${name})`}>
      {bins}
      {width} <span className={styles['soft']}>({name})</span>
    </span>
  );
}

function trim(hz: number): string {
  return String(Number(hz.toPrecision(4)));
}
