import { useCallback, useEffect, useRef, useState } from 'react';
import { ViewCanvas, type DrawView } from '../../../shared/canvas/ViewCanvas.tsx';
import { ToolTag } from '../../../shared/ui/ToolTag.tsx';
import { useCorrecting } from '../../../state/correcting.ts';
import type { LaneProps } from '../../../state/lanes.ts';
import { attachPointGestures, type PointScene } from './attachPointGestures.ts';
import { useCurveAxis } from './curveAxes.ts';
import { drawPoints, type Band } from './drawPoints.ts';
import { noPick, useManipulation, type Curve, type Manipulation } from './manipulation.ts';
import styles from '../mask/MaskOverlay.module.css';
import { pointText } from './pointText.ts';

export function PitchPoints(props: LaneProps) {
  return <PointOverlay {...props} curve="pitch" />;
}

export function DurationPoints(props: LaneProps) {
  return <PointOverlay {...props} curve="duration" />;
}

/** Over the lanes of the track whose points are edited. */
function PointOverlay(props: LaneProps & { readonly curve: Curve }) {
  const { document, lane } = props;
  const now = useManipulation((s) => s.now);
  const isHere = now?.documentId === document.documentId && now.trackId === lane.trackId;
  return isHere ? <Shown {...props} now={now} /> : null;
}

const titles: Readonly<Record<Curve, string>> = { pitch: 'Pitch points', duration: 'Durations' };
/** Low lanes have little room above their points. */
const hints: Readonly<Record<Curve, string>> = {
  pitch: 'Double click adds, drag moves, arrows move what is picked. Escape leaves, the points stay.',
  duration: '',
};

function Shown({
  lane,
  widthPx,
  heightPx,
  curve,
  now,
}: LaneProps & { readonly curve: Curve; readonly now: Manipulation }) {
  const { sampleRateHz, span } = now;
  const picked = useManipulation((s) => (s.picked.curve === curve ? s.picked : noPick));
  const isActive = useCorrecting((s) => s.tool === 'points');
  const [hoveredId, setHoveredId] = useState<number | null>(null);
  const hovered = now[curve].find(({ id }) => id === hoveredId);
  const [band, setBand] = useState<Band | null>(null);
  const axis = useCurveAxis(curve, sampleRateHz, heightPx);
  const draw = useCallback<DrawView>(
    (ctx, view, tokens) => {
      drawPoints(ctx, { now, curve, picked: picked.ids, axis, band, widthPx, heightPx }, view, tokens);
    },
    [now, curve, picked, axis, band, widthPx, heightPx],
  );
  return (
    <div
      className={styles['overlay']}
      data-testid={`${lane.testId}-${curve}-points`}
      data-count={now[curve].length}
      data-picked={now[curve].filter(({ id }) => picked.ids.has(id)).length}
      data-ready={now.melody !== null}
    >
      <ViewCanvas widthPx={widthPx} heightPx={heightPx} draw={draw} />
      {isActive && (
        <>
          <Gestures scene={{ curve, axis, hover: setHoveredId, showBand: setBand }} />
          {lane.channel === now.channel && (
            <ToolTag
              title={titles[curve]}
              testId={`${lane.testId}-${curve}-tool`}
              hint={hints[curve]}
              value={hovered === undefined ? null : pointText(curve, hovered, span.startSample / sampleRateHz)}
            />
          )}
        </>
      )}
    </div>
  );
}

function Gestures({ scene }: { readonly scene: PointScene }) {
  const host = useRef<HTMLSpanElement>(null);
  const latest = useRef(scene);
  useEffect(() => {
    latest.current = scene;
  });
  useEffect(() => {
    const element = host.current?.closest<HTMLElement>('[data-lane-key]');
    return element == null ? undefined : attachPointGestures(element, () => latest.current);
  }, []);
  return <span ref={host} hidden />;
}
