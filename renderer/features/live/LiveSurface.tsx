/** Waveform over spectrogram; the newest sound is at the right edge. Both are drawn by the worker. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { amplitudeTicks } from '../../shared/axis/amplitudeAxis.ts';
import { frequencyTicks } from '../../shared/axis/frequencyTicks.ts';
import { AxisColumn } from '../../shared/canvas/AxisColumn.tsx';
import { frequencyAxis } from '../../shared/frequencyScale/frequencyAxis.ts';
import { useTokens } from '../../shared/theme/readTokens.ts';
import { frequencyRangeOf, useSpectrogramSettings } from '../../state/spectrogramSettings.ts';
import { LiveCross } from './LiveCross.tsx';
import { LiveRuler } from './LiveRuler.tsx';
import { gapPx, liveScene, shownRateHz, waveformPx, type LiveSize } from './liveScene.ts';
import { liveSession } from './liveSession.ts';
import { useLive } from './liveState.ts';
import styles from './LiveView.module.css';

const waveformTicks = amplitudeTicks({ scale: 'linear', zoom: 1 }, waveformPx);

export function LiveSurface() {
  const host = useRef<HTMLDivElement>(null);
  const canvases = useRef<readonly HTMLCanvasElement[]>([]);
  const [size, setSize] = useState<LiveSize>({ width: 0, height: 0 });
  const settings = useSpectrogramSettings((s) => s.settings);
  const tokens = useTokens((s) => s.tokens);
  const sampleRateHz = useLive((s) => s.sampleRateHz);
  const spanSec = useLive((s) => s.spanSec);
  const channel = useLive((s) => s.channel);
  const isFrozen = useLive((s) => s.isFrozen);
  const range = useMemo(() => frequencyRangeOf(settings, shownRateHz({ sampleRateHz })), [settings, sampleRateHz]);
  const axis = useMemo(() => frequencyAxis(range, Math.max(size.height, 1)), [range, size.height]);
  const ticks = useMemo(() => frequencyTicks(axis), [axis]);

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const [waveform, spectrogram] = [document.createElement('canvas'), document.createElement('canvas')];
    element.append(waveform, spectrogram);
    canvases.current = [waveform, spectrogram];
    const [wave, picture] = [waveform.transferControlToOffscreen(), spectrogram.transferControlToOffscreen()];
    liveSession.tell({ kind: 'attach', waveform: wave, spectrogram: picture }, [wave, picture]);
    const watch = new ResizeObserver(() => {
      setSize({ width: element.clientWidth, height: element.clientHeight - waveformPx - gapPx });
    });
    watch.observe(element);
    return () => {
      watch.disconnect();
      waveform.remove();
      spectrogram.remove();
    };
  }, []);

  useEffect(() => {
    if (size.width < 2 || size.height < 2) return;
    const [waveform, spectrogram] = canvases.current;
    waveform?.style.setProperty('top', '0');
    spectrogram?.style.setProperty('top', `${waveformPx + gapPx}px`);
    for (const { style } of canvases.current) style.setProperty('width', `${size.width}px`);
    waveform?.style.setProperty('height', `${waveformPx}px`);
    spectrogram?.style.setProperty('height', `${size.height}px`);
    const state = { sampleRateHz, spanSec, channel, isFrozen };
    liveSession.tell({ kind: 'scene', scene: liveScene(size, window.devicePixelRatio, settings, tokens, state) });
  }, [size, settings, tokens, sampleRateHz, spanSec, channel, isFrozen]);

  return (
    <div className={styles['lanes']}>
      <div className={styles['axis']}>
        <span className={styles['unit']}>s</span>
        <div className={styles['waveformAxis']}>
          <AxisColumn ticks={waveformTicks} heightPx={waveformPx} />
        </div>
        <div className={styles['spectrogramAxis']}>
          <AxisColumn ticks={ticks} heightPx={axis.height} />
        </div>
      </div>
      <div className={styles['column']}>
        <LiveRuler widthPx={size.width} />
        <LiveCross size={size} axis={axis} spanSec={spanSec}>
          <div ref={host} className={styles['canvases']} />
        </LiveCross>
      </div>
    </div>
  );
}
