import { useEffect, useRef, useState } from 'react';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { useSettings } from '../../client/settings.ts';
import { timeTicks } from '../../shared/axis/timeTicks.ts';
import { drawTimeTicks, rulerPx } from '../../shared/canvas/drawTimeTicks.ts';
import { fitCanvas } from '../../shared/canvas/fitCanvas.ts';
import { useTokens } from '../../shared/theme/readTokens.ts';
import { useSpectrogramSettings } from '../../state/spectrogramSettings.ts';
import { useViewport } from '../../state/viewport.ts';
import { attachRulerDrag } from './attachRulerDrag.ts';
import { attachScrub } from './attachScrub.ts';
import { MarkerFlags } from './MarkerFlags.tsx';
import styles from './Ruler.module.css';

/** Time above the lanes: drag sideways to scroll, up and down to zoom, with Ctrl to scrub; click to set the cursor. */
export function Ruler({ document }: { readonly document: DocumentInfo }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const area = useRef<HTMLDivElement>(null);
  const view = useViewport();
  const format = useSettings((s) => s.settings.timeFormat);
  const hopLength = useSpectrogramSettings((s) => s.settings.hopLength);
  const tokens = useTokens((s) => s.tokens);
  const ticks = timeTicks({ ...view, sampleRateHz: document.sampleRateHz, format, hopLength });
  const [isDragging, setDragging] = useState(false);

  useEffect(() => {
    const ctx = canvas.current === null ? null : fitCanvas(canvas.current, view.widthPx, rulerPx);
    if (ctx !== null) drawTimeTicks(ctx, ticks.ticks, tokens, view.widthPx);
  });
  useEffect(() => (area.current === null ? undefined : attachRulerDrag(area.current, setDragging)), []);
  useEffect(() => (area.current === null ? undefined : attachScrub(area.current)), []);

  return (
    <div className={styles['ruler']} data-testid="ruler" data-no-select="">
      <div className={styles['context']} title={`Time in ${ticks.unit}`}>
        <span className={styles['value']}>{ticks.context}</span>
        <span className={styles['unit']}>{ticks.unit}</span>
      </div>
      <div
        ref={area}
        className={styles['area']}
        data-dragging={isDragging || undefined}
        title="Drag to scroll and zoom, Ctrl+drag to scrub"
      >
        <canvas ref={canvas} aria-hidden="true" data-labels={ticks.ticks.filter((t) => t.label !== '').length} />
        <MarkerFlags document={document} />
      </div>
    </div>
  );
}
