import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { fitCanvas } from '../../shared/canvas/fitCanvas.ts';
import { useTokens } from '../../shared/theme/readTokens.ts';
import { useRecording } from '../../state/recording.ts';
import { drawTake } from './drawTake.ts';
import styles from './FirstTake.module.css';
import { useTakeDetails } from './takeDetails.ts';

const leastSec = 10; // of the width, so that it does not begin in leaps

/** Without a document there is no timeline: the whole take, as wide as there is room. */
export function FirstTake() {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ widthPx: 1, heightPx: 1 });
  const nFrames = useRecording((s) => s.nFrames);
  const markFrames = useRecording((s) => s.markFrames);
  const sampleRateHz = useRecording((s) => s.sampleRateHz);
  const envelope = useTakeDetails((s) => s.envelope);
  const tokens = useTokens((s) => s.tokens);
  useLayoutEffect(() => {
    const { current: element } = host;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      setSize({ widthPx: Math.max(1, element.clientWidth), heightPx: Math.max(1, element.clientHeight) });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  useEffect(() => {
    const { widthPx, heightPx } = size;
    const ctx = canvas.current === null ? null : fitCanvas(canvas.current, widthPx, heightPx);
    if (ctx === null || sampleRateHz === 0) return;
    const samplesPerPixel = Math.max(nFrames * 1.05, leastSec * sampleRateHz) / widthPx;
    const take = { envelope, startSample: 0, framesPerSample: 1, nFrames, markFrames, hasGround: false };
    drawTake(ctx, take, { startSample: 0, samplesPerPixel, widthPx }, { heightPx, tokens });
  }, [size, nFrames, markFrames, sampleRateHz, envelope, tokens]);
  return (
    <div className={styles['view']} data-testid="first-take">
      <div ref={host} className={styles['take']}>
        <canvas ref={canvas} aria-hidden="true" />
      </div>
      <p className={styles['hint']}>
        What is recorded is on the disk at once. It becomes a recording of its own, on a timeline, when it stops.
      </p>
    </div>
  );
}
