import { useEffect, useRef } from 'react';
import { useViewport } from '../../state/viewport.ts';
import type { Viewport } from '../../state/viewportMaths.ts';
import { useTokens, type Tokens } from '../theme/readTokens.ts';
import { fitCanvas } from './fitCanvas.ts';
import { frameTask, type FrameTask } from './frameTask.ts';

export type DrawView = (ctx: CanvasRenderingContext2D, view: Viewport, tokens: Tokens) => void;

interface Props {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Draws all of it, in CSS pixels. Another function means another picture: keep it while nothing else changes. */
  readonly draw: DrawView;
  readonly className?: string | undefined;
}

/** A canvas over time: drawn anew, outside React and once a frame at most, whenever view, theme, size or content change. */
export function ViewCanvas({ widthPx, heightPx, draw, className }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const paint = useRef<() => void>(() => undefined);
  const task = useRef<FrameTask | null>(null);
  useEffect(() => {
    const frames = frameTask(() => {
      paint.current();
    });
    task.current = frames;
    const stops = [useViewport.subscribe(frames.request), useTokens.subscribe(frames.request)];
    return () => {
      frames.cancel();
      for (const stop of stops) stop();
    };
  }, []);
  useEffect(() => {
    paint.current = () => {
      const ctx = canvas.current === null ? null : fitCanvas(canvas.current, widthPx, heightPx);
      if (ctx !== null) draw(ctx, useViewport.getState(), useTokens.getState().tokens);
    };
    task.current?.request();
  }, [draw, widthPx, heightPx]);
  return <canvas ref={canvas} className={className} aria-hidden="true" />;
}
