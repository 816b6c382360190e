import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { TierItem } from '../../../preload/contract/tiers.ts';
import { useViewport } from '../../state/viewport.ts';
import { sampleToPx, type Viewport } from '../../state/viewportMaths.ts';
import { editTier, tellTierProblem } from './editTier.ts';
import { goToItem, playItem } from './goToItem.ts';
import { beginLabel, endLabel } from './labelField.ts';
import styles from './TierLane.module.css';

const leastPx = 120;

interface Props {
  readonly tierId: string;
  readonly item: TierItem;
  readonly items: readonly TierItem[];
  readonly widthPx: number; // of the lane
}

/** Over its interval, or beside its point; in the lane even where that is out of view. */
export function placeOf({ startSample, endSample }: TierItem, view: Viewport, lanePx: number) {
  const from = Math.max(sampleToPx(view, startSample), 0);
  const width = Math.min(Math.max(Math.min(sampleToPx(view, endSample), lanePx) - from, leastPx), lanePx);
  return { left: Math.min(from, lanePx - width), width };
}

/**
 * The label of one item, typed in its lane. Enter takes it and goes to the next, Shift+Enter to the previous one, Tab and
 * Shift+Tab play it too, Escape leaves it as it was.
 */
export function LabelField({ tierId, item, items, widthPx }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<string | null>(null); // null: the label as it is, which may still be on its way here
  const isDone = useRef(false);
  const view = useViewport();
  const isTyped = draft !== null;
  useLayoutEffect(() => {
    if (isTyped) return;
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, [isTyped, item.label]);
  const lane = useRef<HTMLElement | null>(null);
  useEffect(() => {
    lane.current = field.current?.closest<HTMLElement>('[data-lane-key]') ?? null;
  }, []);

  const end = (isTaken: boolean) => {
    if (isDone.current) return;
    isDone.current = true;
    if (isTaken && draft !== null && draft !== item.label)
      editTier({ kind: 'tier.setLabels', tierId, labels: [{ itemId: item.itemId, label: draft }] }, [tierId]).catch(
        tellTierProblem,
      );
  };
  const go = (step: 1 | -1, isHeard: boolean) => {
    const next = items[items.findIndex(({ itemId }) => itemId === item.itemId) + step];
    if (next === undefined) leave();
    else {
      if (isHeard) playItem(next);
      else goToItem(next);
      beginLabel(tierId, next.itemId);
    }
  };
  const leave = () => {
    endLabel(item.itemId);
    lane.current?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !['Enter', 'Tab', 'Escape'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    end(event.key !== 'Escape');
    if (event.key === 'Escape') leave();
    else go(event.shiftKey ? -1 : 1, event.key === 'Tab');
  };
  return (
    <div className={styles['label']} data-no-select="" style={placeOf(item, view, widthPx)}>
      <input
        ref={field}
        aria-label={item.label === '' ? 'Label' : `Label, was ${item.label}`}
        data-testid="tier-label"
        autoComplete="off"
        spellCheck={false}
        maxLength={10_000}
        value={draft ?? item.label}
        onChange={(event) => {
          setDraft(event.target.value);
        }}
        onBlur={() => {
          end(true);
          endLabel(item.itemId);
        }}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
