/** Waveform over spectrogram; the newest sound is at the right edge. Both are drawn by the worker. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { frequencyTicks } from '../../shared/axis/frequencyTicks.ts';
import { AxisColumn } from '../../shared/canvas/AxisColumn.tsx';
import { frequencyAxis } from '../../shared/frequencyScale/frequencyAxis.ts';
import { useTokens } from '../../shared/theme/readTokens.ts';
import {
  fftSizeOf,
  frequencyRangeOf,
  spectrogramParamsOf,
  useSpectrogramSettings,
} from '../../state/spectrogramSettings.ts';
import type { LiveScene } from './liveMessages.ts';
import { liveSession } from './liveSession.ts';
import { useLive } from './liveState.ts';
import styles from './LiveView.module.css';

const waveformPx = 80;
const gapPx = 1;
const defaultRateHz = 48_000;
const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface Size {
  readonly width: number;
  readonly height: number; // of the spectrogram
}

export function LiveSurface() {
  const host = useRef<HTMLDivElement>(null);
  const canvases = useRef<readonly HTMLCanvasElement[]>([]);
  const place = useRef({ x: 0, y: 0 });
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const settings = useSpectrogramSettings((s) => s.settings);
  const tokens = useTokens((s) => s.tokens);
  const sampleRateHz = useLive((s) => s.sampleRateHz) ?? defaultRateHz;
  const spanSec = useLive((s) => s.spanSec);
  const channel = useLive((s) => s.channel);
  const isFrozen = useLive((s) => s.isFrozen);
  const range = useMemo(() => frequencyRangeOf(settings, sampleRateHz), [settings, sampleRateHz]);
  const ticks = useMemo(() => frequencyTicks(frequencyAxis(range, Math.max(size.height, 1))), [range, size.height]);

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
    const ratio = window.devicePixelRatio;
    const { floorDb, rangeDb, gamma, colourMap, reduce, preEmphasis, interpolate } = settings;
    const scene: LiveScene = {
      widthPx: Math.round(size.width * ratio),
      spectrogramPx: Math.round(size.height * ratio),
      waveformPx: Math.round(waveformPx * ratio),
      spanSec,
      channel,
      analysis: { ...spectrogramParamsOf(settings), fftSize: fftSizeOf(settings), preEmphasis: preEmphasis, reduce },
      range,
      interpolate,
      colours: { floorDb, rangeDb, gamma, colourMap },
      ink: { ground: tokens.ground, wave: tokens.waveRms, clip: tokens.waveClip, axis: tokens.waveAxis },
      isFrozen,
    };
    liveSession.tell({ kind: 'scene', scene });
  }, [size, settings, range, tokens, spanSec, channel, isFrozen]);

  useEffect(
    () =>
      liveSession.onProbed(({ sec, levelDb }) => {
        const hz = frequencyAxis(range, size.height).hzAt(place.current.y);
        useLive.setState({ reading: sec === null ? null : { sec, hz, levelDb } });
      }),
    [range, size.height],
  );

  const probe = (x: number, y: number) => {
    const ratio = window.devicePixelRatio;
    place.current = {
      x: Math.min(Math.max(x, 0), size.width - 1),
      y: Math.min(Math.max(y, 0), size.height - 1),
    };
    liveSession.tell({
      kind: 'probe',
      x: Math.floor(place.current.x * ratio),
      y: Math.floor(place.current.y * ratio),
    });
  };
  return (
    <div className={styles['lanes']}>
      <div className={styles['axis']}>
        <div>
          <AxisColumn ticks={ticks} heightPx={Math.max(size.height, 1)} />
        </div>
      </div>
      <div
        ref={host}
        className={styles['surface']}
        role="application"
        tabIndex={0}
        aria-label={`Live waveform and spectrogram, the last ${spanSec} s, ${Math.round(range.fMinHz)} to ${Math.round(range.fMaxHz)} Hz; arrow keys read values`}
        data-testid="live-surface"
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          probe(event.clientX - box.left, event.clientY - box.top - waveformPx - gapPx);
        }}
        onPointerLeave={() => {
          useLive.setState({ reading: null });
        }}
        onKeyDown={(event) => {
          const step = steps[event.key];
          if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
          event.preventDefault();
          const by = event.shiftKey ? 10 : 1;
          probe(place.current.x + step[0] * by, place.current.y + step[1] * by);
        }}
      />
    </div>
  );
}
