import { amplitudeY } from '../../shared/axis/amplitudeAxis.ts';
import { useHover } from '../../state/hover.ts';
import type { LaneProps } from '../../state/lanes.ts';
import { useViewport } from '../../state/viewport.ts';
import { useWaveformAxis } from '../../state/waveformAxis.ts';
import { sampleToPx } from '../../state/viewportMaths.ts';
import styles from './WaveformLane.module.css';

/** Index and value of the sample under the pointer, once samples are apart. */
export function SampleTag({ lane, heightPx }: Pick<LaneProps, 'lane' | 'heightPx'>) {
  const hover = useHover((s) => (s.hover?.laneKey === lane.key ? s.hover : null));
  const axis = useWaveformAxis(lane.trackId);
  const viewport = useViewport();
  if (hover?.amplitude == null || viewport.samplesPerPixel > 0.2) return null;
  const x = sampleToPx(viewport, hover.sample);
  const y = amplitudeY(hover.amplitude, axis, heightPx);
  const isRight = x > viewport.widthPx - 150;
  return (
    <output
      className={styles['tag']}
      style={{
        left: isRight ? undefined : x + 8,
        right: isRight ? viewport.widthPx - x + 8 : undefined,
        top: Math.min(Math.max(y - 20, 2), heightPx - 20),
      }}
    >
      n = {hover.sample} · {hover.amplitude < 0 ? '−' : ''}
      {Math.abs(hover.amplitude).toFixed(5)}
    </output>
  );
}
