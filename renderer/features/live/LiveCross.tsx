/** The cross over the pictures, by pointer or arrow keys; what is there is read by the worker, also as it moves by. */
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { formatDb } from '../../shared/format/level.ts';
import { formatHms } from '../../shared/format/time.ts';
import type { FrequencyAxis } from '../../shared/frequencyScale/frequencyAxis.ts';
import { frequencyReading } from '../../shared/frequencyScale/frequencyReading.ts';
import { crossAfterKey, type Cross } from './crossKeys.ts';
import { gapPx, waveformPx, type LiveSize } from './liveScene.ts';
import { liveSession } from './liveSession.ts';
import { useLive } from './liveState.ts';
import styles from './LiveView.module.css';

interface Props {
  readonly size: LiveSize; // of the spectrogram
  readonly axis: FrequencyAxis;
  readonly spanSec: number;
  readonly children: ReactNode;
}

const topPx = waveformPx + gapPx;
const pauseMs = 400; // while keys repeat, only where they end is spoken

export function LiveCross({ size, axis, spanSec, children }: Props) {
  const [cross, setCross] = useState<Cross | null>(null); // CSS pixels from the corner of both pictures
  const [said, setSaid] = useState('');
  const pause = useRef(0);

  useEffect(() => {
    if (cross === null) {
      liveSession.tell({ kind: 'probe', at: null });
      useLive.setState({ reading: null });
    } else {
      const ratio = window.devicePixelRatio;
      const y = cross.y < topPx ? null : Math.floor((cross.y - topPx) * ratio);
      liveSession.tell({ kind: 'probe', at: { x: Math.floor(cross.x * ratio), y } });
    }
  }, [cross]);
  useEffect(
    () =>
      liveSession.onProbed(({ sec, levelDb }) => {
        const hz = cross === null || cross.y < topPx ? null : axis.hzAt(cross.y - topPx + 0.5);
        useLive.setState({ reading: cross === null || sec === null ? null : { sec, hz, levelDb } });
      }),
    [cross, axis],
  );

  const moveByKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const next = crossAfterKey(cross, event, { width: size.width, height: topPx + size.height });
    if (next === undefined) return;
    event.preventDefault();
    setCross(next);
    window.clearTimeout(pause.current);
    pause.current = window.setTimeout(() => {
      setSaid(spokenReading());
    }, pauseMs);
  };
  const { fMinHz, fMaxHz } = axis;
  return (
    <div
      className={styles['surface']}
      role="application"
      tabIndex={0}
      aria-label={`Live waveform and spectrogram, the last ${spanSec} s, ${Math.round(fMinHz)} to ${Math.round(fMaxHz)} Hz; arrow keys read values`}
      data-testid="live-surface"
      onPointerMove={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        setCross({ x: event.clientX - box.left, y: event.clientY - box.top });
      }}
      onPointerLeave={() => {
        setCross(null);
      }}
      onKeyDown={moveByKey}
    >
      {children}
      {cross !== null && (
        <div className={styles['cross']} aria-hidden="true" data-testid="live-cross">
          <div style={{ transform: `translateX(${Math.floor(cross.x)}px)` }} />
          <div style={{ transform: `translateY(${Math.floor(cross.y)}px)` }} />
        </div>
      )}
      <span className="visuallyHidden" role="status" data-testid="live-said">
        {said}
      </span>
    </div>
  );
}

function spokenReading(): string {
  const { reading } = useLive.getState();
  if (reading === null) return 'No sound here';
  const { sec, hz, levelDb } = reading;
  return [formatHms(sec), hz === null ? 'peak' : frequencyReading(hz), formatDb(levelDb)].join(', ');
}
