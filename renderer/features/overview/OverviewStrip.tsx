import { useEffect, useRef } from 'react';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { useViewport } from '../../state/viewport.ts';
import { endSampleOf } from '../../state/viewportMaths.ts';
import { formatHms } from '../../shared/format/time.ts';
import { attachOverview } from './attachOverview.ts';
import { attachWindowDrag, moveWindowByKey } from './attachWindowDrag.ts';
import styles from './OverviewStrip.module.css';

/** The whole document; the window in it is what the lanes show: drag it, drag its edges, click beside it. */
export function OverviewStrip({ document }: { readonly document: DocumentInfo }) {
  const area = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const track = document.tracks[0];
  const sourceId = track?.sourceId ?? null;
  const channels = track?.channels ?? 0;

  useEffect(() => {
    if (area.current === null || canvas.current === null || sourceId === null) return;
    return attachOverview(area.current, canvas.current, { sourceId, channels });
  }, [sourceId, channels]);
  useEffect(() => (area.current === null ? undefined : attachWindowDrag(area.current)), []);

  return (
    <div className={styles['strip']} data-testid="overview">
      <div className={styles['label']}>Overview</div>
      <div ref={area} className={styles['area']}>
        <canvas ref={canvas} aria-hidden="true" />
        <div className={styles['selection']} data-part="selection" hidden />
        <div className={styles['cursor']} data-part="cursor" hidden />
        <div className={styles['playhead']} data-part="playhead" hidden />
        <Window sampleRateHz={document.sampleRateHz} />
      </div>
    </div>
  );
}

function Window({ sampleRateHz }: { readonly sampleRateHz: number }) {
  const view = useViewport();
  const length = Math.max(view.lengthSamples, 1);
  const end = Math.min(endSampleOf(view), length);
  const from = Math.min(view.startSample / length, 1);
  const share = Math.min((end - view.startSample) / length, 1);
  const text = `${formatHms(view.startSample / sampleRateHz)} to ${formatHms(end / sampleRateHz)}`;
  return (
    <div
      className={styles['window']}
      data-part="window"
      data-testid="overview-window"
      style={{ left: `${String(from * 100)}%`, width: `${String(share * 100)}%` }}
      role="slider"
      aria-label="Visible part of the recording"
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={Math.round(length / sampleRateHz)}
      aria-valuenow={Math.round(view.startSample / sampleRateHz)}
      aria-valuetext={text}
      tabIndex={0}
      onKeyDown={(event) => {
        if (moveWindowByKey(event.key)) {
          event.preventDefault();
          event.stopPropagation();
        }
      }}
    >
      <span className={styles['edge']} data-part="start" />
      <span className={styles['edge']} data-part="end" />
    </div>
  );
}
