import { useRef } from 'react';
import type { DocumentInfo } from '../../../../preload/contract/project.ts';
import { useClock } from '../../../client/clock.ts';
import { formatTime } from '../../../shared/format/time.ts';
import { useVirtualRows } from '../../../shared/ui/useVirtualRows.ts';
import { useLayout } from '../../../state/layout.ts';
import { goToItem } from '../goToItem.ts';
import styles from './LabelsPanel.module.css';
import type { Found } from './searchResults.ts';

const rowPx = 24;

interface Props {
  readonly found: readonly Found[];
  readonly isFind: boolean;
  readonly document: DocumentInfo;
}

function show({ tier, item }: Found): void {
  useLayout.getState().focusLane(`tier:${tier.tierId}`);
  goToItem(item);
}

/** What is in view of it; a label goes to its place. */
export function FoundTable({ found, isFind, document }: Props) {
  const table = useRef<HTMLTableElement>(null);
  const { first, end, beforePx, afterPx } = useVirtualRows(table, { count: found.length, rowPx });
  const { clock, format } = useClock(document.sampleRateHz);
  return (
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label="Labels found">
      <table ref={table} className={styles['table']} aria-rowcount={found.length + 1} data-testid="labels-table">
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">Label</th>
            <th scope="col">{isFind ? 'Becomes' : 'Not allowed'}</th>
            <th scope="col">Tier</th>
            <th scope="col">Time</th>
          </tr>
        </thead>
        <tbody>
          <tr aria-hidden="true" style={{ height: beforePx }} />
          {found.slice(first, end).map((each, i) => (
            <tr key={each.item.itemId} aria-rowindex={first + i + 2}>
              <th scope="row">
                <button
                  type="button"
                  title="Go there"
                  onClick={() => {
                    show(each);
                  }}
                >
                  {each.item.label === '' ? 'Unnamed' : each.item.label}
                </button>
              </th>
              <td data-changed={each.note === each.item.label ? undefined : true}>{each.note}</td>
              <td>{each.tier.name}</td>
              <td className={styles['time']}>{formatTime(each.item.startSample, format, clock)}</td>
            </tr>
          ))}
          <tr aria-hidden="true" style={{ height: afterPx }} />
        </tbody>
      </table>
    </div>
  );
}
