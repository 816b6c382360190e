import { useEffect, useLayoutEffect, useRef, useState, type ComponentType } from 'react';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { rulerPx } from '../../shared/canvas/drawTimeTicks.ts';
import { useHover } from '../../state/hover.ts';
import { lanesOf, type Lane, type LaneKind, type LaneProps } from '../../state/lanes.ts';
import { useLayout } from '../../state/layout.ts';
import { useViewport } from '../../state/viewport.ts';
import { attachOverlay } from './attachOverlay.ts';
import { attachPan } from './attachPan.ts';
import { attachPointer, type PointerContext } from './attachPointer.ts';
import { attachWheel } from './attachWheel.ts';
import { LaneFrame } from './LaneFrame.tsx';
import { LaneMenu } from './LaneMenu.tsx';
import { laneHeights, nearLanes } from './laneHeights.ts';
import { Ruler } from './Ruler.tsx';
import styles from './TimelineView.module.css';

/** What draws each kind of lane; the application fills it in, for features do not know each other. */
export type LaneViews = Readonly<Record<LaneKind, ComponentType<LaneProps>>>;

/** What is above the lanes of the document and not one of them: a take that becomes a track. */
export interface FirstLane {
  readonly heightPx: number;
  readonly View: ComponentType<{ readonly document: DocumentInfo; readonly widthPx: number }>;
}

interface Props {
  readonly document: DocumentInfo;
  readonly laneViews: LaneViews;
  readonly first: FirstLane | null;
}

export function TimelineView({ document, laneViews, first }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const stack = useRef<HTMLDivElement>(null);
  const { laneOrder, lanes: laneLayouts } = useLayout();
  const size = useLaneArea(scroller, stack);
  const lanes = lanesOf(document, laneOrder);
  const sizes = lanes.map((lane) => ({
    kind: lane.kind,
    heightPx: laneLayouts[lane.key]?.heightPx ?? null,
    isFolded: laneLayouts[lane.key]?.isFolded ?? false,
  }));
  const firstPx = first?.heightPx ?? 0;
  const heights = laneHeights(sizes, size.heightPx - rulerPx - firstPx);
  const near = useNearLanes(scroller, heights, size.heightPx);
  const laneKeys = lanes.map((lane) => lane.key);
  useTimelineInput(stack, { document, lanes });

  return (
    <div ref={scroller} className={styles['timeline']} data-testid="timeline">
      <div ref={stack} className={styles['stack']}>
        <Ruler document={document} />
        {first !== null && <first.View document={document} widthPx={size.widthPx} />}
        {lanes.map((lane, i) => (
          <LaneFrame
            key={lane.key}
            document={document}
            lane={lane}
            laneKeys={laneKeys}
            isFolded={sizes[i]?.isFolded ?? false}
            isNear={near[i] ?? true}
            widthPx={size.widthPx}
            heightPx={heights[i] ?? 0}
            View={laneViews[lane.kind]}
          />
        ))}
        <p id="lane-keys" className={`visuallyHidden ${styles['keys'] ?? ''}`}>
          Arrow keys move the cursor, with Shift they select. Plus and minus zoom. The context menu lists what can be
          done here.
        </p>
        <p id="tier-keys" className={`visuallyHidden ${styles['keys'] ?? ''}`}>
          Enter labels the interval or point at the cursor. Control and arrow keys go to the next and previous one.
        </p>
        <Overlay />
        <DragTag />
      </div>
      <LaneMenu stack={stack} lanes={lanes} />
    </div>
  );
}

/** Drawing width from the stack (less its headers and a scroll bar, should there be one), height from what is visible. */
function useLaneArea(scroller: React.RefObject<HTMLDivElement | null>, stack: React.RefObject<HTMLDivElement | null>) {
  const [size, setSize] = useState({ widthPx: 0, heightPx: 0 });
  useLayoutEffect(() => {
    const { current: outer } = scroller;
    const { current: inner } = stack;
    if (outer === null || inner === null) return;
    const measure = () => {
      const headerPx = Number.parseFloat(getComputedStyle(inner).getPropertyValue('--lane-header'));
      const widthPx = Math.max(inner.clientWidth - headerPx, 1);
      useViewport.getState().resize(widthPx);
      setSize((s) =>
        s.widthPx === widthPx && s.heightPx === outer.clientHeight ? s : { widthPx, heightPx: outer.clientHeight },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(outer);
    observer.observe(inner);
    return () => {
      observer.disconnect();
    };
  }, [scroller, stack]);
  return size;
}

const nearPx = 240; // above and below what is visible

/** Which lanes are in or near what is scrolled into view: 64 lanes of 32 channels must not all be drawn. */
function useNearLanes(
  scroller: React.RefObject<HTMLDivElement | null>,
  heights: readonly number[],
  visiblePx: number,
): boolean[] {
  const [scrollTop, setScrollTop] = useState(0);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onScroll = () => {
      setScrollTop(Math.round(element.scrollTop / 80) * 80);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller]);
  return nearLanes(heights, { topPx: scrollTop - rulerPx - nearPx, bottomPx: scrollTop + visiblePx + nearPx });
}

function useTimelineInput(stack: React.RefObject<HTMLDivElement | null>, context: PointerContext): void {
  const latest = useRef(context);
  useEffect(() => {
    latest.current = context;
  });
  useEffect(() => {
    const element = stack.current;
    if (element === null) return;
    const part = (name: string) => element.querySelector<HTMLElement>(`[data-overlay="${name}"]`);
    const [selection, others, cursor, pointer, playhead] = [
      part('selection'),
      part('others'),
      part('cursor'),
      part('pointer'),
      part('playhead'),
    ];
    if (selection === null || others === null || cursor === null || pointer === null || playhead === null) return;
    const stops = [
      attachOverlay(element, { selection, others, cursor, pointer, playhead }, () => latest.current.document),
      attachPan(element),
      attachPointer(element, () => latest.current),
      attachWheel(
        element,
        () => element.clientWidth - useViewport.getState().widthPx,
        (event) => waveformUnder(event, latest.current.lanes),
      ),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [stack]);
}

function waveformUnder({ target }: WheelEvent, lanes: readonly Lane[]): string | null {
  const key =
    target instanceof Element ? target.closest<HTMLElement>('[data-lane-key]')?.dataset['laneKey'] : undefined;
  const lane = lanes.find((each) => each.key === key);
  return lane?.kind === 'waveform' ? lane.trackId : null;
}

function Overlay() {
  return (
    <div className={styles['overlay']} aria-hidden="true">
      <div className={styles['selection']} data-overlay="selection" data-testid="selection" hidden />
      <div className={styles['others']} data-overlay="others" data-testid="other-ranges" />
      <div className={styles['pointer']} data-overlay="pointer" hidden />
      <div className={styles['cursor']} data-overlay="cursor" data-testid="cursor" hidden />
      <div className={styles['playhead']} data-overlay="playhead" data-testid="playhead" hidden />
    </div>
  );
}

/** What a drag is doing, beside where it is done. */
function DragTag() {
  const text = useHover((s) => s.dragText);
  return text === null ? null : (
    <output className={styles['dragTag']} data-testid="drag-text">
      {text}
    </output>
  );
}
