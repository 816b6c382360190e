import { useEffect, useRef } from 'react';
import { drawTimeTicks, rulerPx } from '../../shared/canvas/drawTimeTicks.ts';
import { fitCanvas } from '../../shared/canvas/fitCanvas.ts';
import { useTokens } from '../../shared/theme/readTokens.ts';
import { liveTicks } from './liveTicks.ts';
import { useLive } from './liveState.ts';
import styles from './LiveView.module.css';

/** For the eye only: the surface's own label says the span. */
export function LiveRuler({ widthPx }: { readonly widthPx: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const spanSec = useLive((s) => s.spanSec);
  const tokens = useTokens((s) => s.tokens);
  useEffect(() => {
    if (widthPx < 2) return;
    const ctx = canvas.current === null ? null : fitCanvas(canvas.current, widthPx, rulerPx);
    if (ctx !== null) drawTimeTicks(ctx, liveTicks(spanSec, widthPx), tokens, widthPx);
  }, [spanSec, widthPx, tokens]);
  return (
    <div className={styles['ruler']}>
      <canvas ref={canvas} aria-hidden="true" data-testid="live-ruler" />
    </div>
  );
}
