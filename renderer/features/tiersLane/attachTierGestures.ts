/** A pointer over a tier: boundaries and points are dragged, a click selects an interval, a double click labels it. */
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import type { TierItem } from '../../../preload/contract/tiers.ts';
import { describeTime } from '../../client/clock.ts';
import { useSettings } from '../../client/settings.ts';
import { studio } from '../../client/studio.ts';
import { useTiers } from '../../client/tiers.ts';
import { startDrag } from '../../shared/ui/startDrag.ts';
import { useLabelling } from '../../state/labelling.ts';
import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import { pxToSample, sampleToPx } from '../../state/viewportMaths.ts';
import { edgeAt, edgesNear, snapped, within, type Limits } from './boundaries.ts';
import { moveBoundary, moveLimits, tiersMoved, useBoundaryMove, type BoundaryMove } from './boundaryMove.ts';
import { itemAt } from './drawTier.ts';
import { tellTierProblem } from './editTier.ts';
import { selectItem } from './goToItem.ts';
import { beginLabel } from './labelField.ts';

export interface TierScene {
  readonly document: DocumentInfo;
  readonly tierId: string;
  readonly items: readonly TierItem[];
}

interface Aim extends BoundaryMove {
  readonly isSnapped: boolean;
}

interface Held {
  readonly fromSample: number;
  readonly grabbedPx: number; // beside the boundary, where the pointer took it
  readonly limits: (tierIds: readonly string[]) => Limits;
}

/** Found once a drag: tiers may hold a hundred thousand intervals. */
function rememberLimits(fromSample: number): Held['limits'] {
  const known = new Map<string, Limits>();
  return (tierIds) => {
    const key = tierIds.join(' ');
    const limits = known.get(key) ?? moveLimits(tierIds, fromSample);
    known.set(key, limits);
    return limits;
  };
}

export function attachTierGestures(host: HTMLElement, sceneOf: () => TierScene): () => void {
  let stopDrag: () => void = () => undefined;
  let downAt: { readonly x: number; readonly y: number } | null = null;

  const xOf = (event: MouseEvent) => event.clientX - host.getBoundingClientRect().left;
  const edgeUnder = (event: MouseEvent) => edgeAt(sceneOf().items, useViewport.getState(), xOf(event));

  /** Other tiers' boundaries and the cursor, but for what moves along. */
  const targetsOf = (tierIds: readonly string[], fromSample: number, sample: number): number[] => {
    const view = useViewport.getState();
    const { items } = useTiers.getState();
    const { cursorSample } = useSelection.getState();
    const others = sceneOf().document.tiers.filter(({ tierId }) => !tierIds.includes(tierId));
    return [
      ...others.flatMap(({ tierId }) => edgesNear(items[tierId] ?? [], sample, view)),
      ...(cursorSample === fromSample ? [] : [cursorSample]),
    ];
  };

  const aim = (event: PointerEvent, { fromSample, grabbedPx, limits }: Held): Aim => {
    const view = useViewport.getState();
    const isAcross = event.shiftKey !== useLabelling.getState().isAcrossTiers;
    const tierIds = tiersMoved(sceneOf().tierId, fromSample, isAcross);
    const free = pxToSample(view, xOf(event) - grabbedPx);
    const target = event.altKey ? null : snapped(free, targetsOf(tierIds, fromSample, free), view);
    const toSample = within(target ?? free, limits(tierIds));
    return { tierIds, fromSample, toSample, isSnapped: toSample === target };
  };

  /** To a zero crossing of the first track, where that is wanted and nothing else was snapped to. */
  const settled = async (at: Aim, isFree: boolean): Promise<BoundaryMove> => {
    const [track] = sceneOf().document.tracks;
    if (isFree || at.isSnapped || track === undefined || !useSettings.getState().settings.snapToZeroCrossing) return at;
    const found = await studio.call['audio.zeroCrossing']({
      sourceId: track.sourceId,
      channel: 0,
      sample: at.toSample,
    });
    return { ...at, toSample: within(found.sample, moveLimits(at.tierIds, at.fromSample)) };
  };

  const dragEdge = (down: PointerEvent, fromSample: number) => {
    const view = useViewport.getState();
    const held: Held = {
      fromSample,
      grabbedPx: xOf(down) - sampleToPx(view, fromSample),
      limits: rememberLimits(fromSample),
    };
    host.closest<HTMLElement>('[data-lane-key]')?.focus({ preventScroll: true });
    stopDrag = startDrag(host, down, {
      move: (event) => {
        const at = aim(event, held);
        useBoundaryMove.setState({ move: at });
        const where = at.tierIds.length > 1 ? ` in ${String(at.tierIds.length)} tiers` : '';
        return `${describeTime(at.toSample)}${at.isSnapped ? ' (snapped)' : ''}${where}`;
      },
      end: (event, hasMoved) => {
        if (hasMoved) void settled(aim(event, held), event.altKey).then(moveBoundary).catch(tellTierProblem);
        else useSelection.getState().moveCursor(fromSample);
      },
      cancel: () => {
        useBoundaryMove.setState({ move: null });
      },
    });
  };

  const onDown = (event: PointerEvent) => {
    downAt = null;
    if (event.button !== 0 || !event.isPrimary || isOwn(event)) return;
    downAt = { x: event.clientX, y: event.clientY };
    const edge = edgeUnder(event);
    if (edge === null) return;
    event.stopPropagation(); // the timeline would select
    downAt = null;
    dragEdge(event, edge);
  };
  const onMove = (event: PointerEvent) => {
    if (event.buttons === 0) host.style.cursor = !isOwn(event) && edgeUnder(event) !== null ? 'ew-resize' : '';
  };
  /** After the timeline has put the cursor there. */
  const onClick = (event: MouseEvent) => {
    if (downAt === null || Math.hypot(event.clientX - downAt.x, event.clientY - downAt.y) >= 3) return;
    const item = itemAt(sceneOf().items, useViewport.getState(), xOf(event));
    if (item === null) return;
    const { selection, select, anchorSample } = useSelection.getState();
    if (!event.shiftKey) selectItem(item);
    else {
      const from = Math.min(selection?.startSample ?? anchorSample, item.startSample);
      select(from, Math.max(selection?.endSample ?? anchorSample, item.endSample));
    }
  };
  /** Before the timeline's own double click, which selects all that is visible. */
  const onDouble = (event: MouseEvent) => {
    if (isOwn(event)) return;
    const item = itemAt(sceneOf().items, useViewport.getState(), xOf(event));
    if (item === null) return;
    event.stopPropagation();
    selectItem(item);
    beginLabel(sceneOf().tierId, item.itemId);
  };
  host.addEventListener('pointerdown', onDown);
  host.addEventListener('pointermove', onMove);
  host.addEventListener('click', onClick);
  host.addEventListener('dblclick', onDouble);
  return () => {
    stopDrag();
    host.removeEventListener('pointerdown', onDown);
    host.removeEventListener('pointermove', onMove);
    host.removeEventListener('click', onClick);
    host.removeEventListener('dblclick', onDouble);
  };
}

/** Over the field in which a label is typed. */
function isOwn({ target }: Event): boolean {
  return target instanceof Element && target.closest('[data-no-select]') !== null;
}
