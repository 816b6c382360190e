import { Trash2 } from 'lucide-react';
import { useEffect, useRef, type RefObject } from 'react';
import type { DocumentInfo, TierInfo } from '../../preload/contract/project.ts';
import type { TierItem } from '../../preload/contract/tiers.ts';
import { useTimeField } from '../client/clock.ts';
import { changeItem, markerTierOf, removeItem } from '../client/markers.ts';
import { useActiveDocument } from '../client/project.ts';
import { useTierItems } from '../client/tiers.ts';
import { NumberField } from '../shared/ui/NumberField.tsx';
import { TextField } from '../shared/ui/TextField.tsx';
import { useContextMenu } from '../shared/ui/useContextMenu.tsx';
import { useVirtualRows } from '../shared/ui/useVirtualRows.ts';
import { runCommand } from '../state/commands.ts';
import { useLayout } from '../state/layout.ts';
import { notifyError } from '../state/notices.ts';
import { useRenaming } from '../state/renaming.ts';
import { useSelection } from '../state/selection.ts';
import { useViewport } from '../state/viewport.ts';
import styles from './TierTable.module.css';

const rowPx = 28; // --row

const report = (error: unknown) => {
  notifyError('Change a tier', error);
};

/** The tier whose lane has the focus, else the markers: go to, move, rename, delete. */
export function TierTable() {
  const document = useActiveDocument();
  const laneKey = useLayout((s) => s.focusedLaneKey);
  const focused = document?.tiers.find(({ tierId }) => laneKey === `tier:${tierId}`);
  const tier = focused ?? markerTierOf(document);
  const items = useTierItems(tier?.tierId ?? null);
  if (document === null || tier === null || items.length === 0)
    return <p className={styles['none']}>M sets a marker at the cursor, or where the sound is while it plays.</p>;
  return <ItemTable tier={tier} items={items} document={document} />;
}

interface TableProps {
  readonly tier: TierInfo;
  readonly items: readonly TierItem[];
  readonly document: DocumentInfo;
}

function ItemTable({ tier, items, document }: TableProps) {
  const table = useRef<HTMLTableElement>(null);
  const { first, end, beforePx, afterPx } = useVirtualRows(table, { count: items.length, rowPx });
  const isInterval = tier.kind === 'interval';
  useShowAskedFor(table, items);
  return (
    <table
      ref={table}
      className={styles['table']}
      aria-rowcount={items.length + 1}
      data-kind={tier.kind}
      data-testid="markers-table"
    >
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col">{tier.name}</th>
          <th scope="col">{isInterval ? 'Start' : 'Time'}</th>
          {isInterval && <th scope="col">End</th>}
          <th scope="col">Sample</th>
          <th scope="col">
            <span className="visuallyHidden">Delete</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <tr aria-hidden="true" className={styles['gap']} style={{ height: beforePx }} />
        {items.slice(first, end).map((item, i) => (
          <ItemRow key={item.itemId} tier={tier} item={item} document={document} rowIndex={first + i + 2} />
        ))}
        <tr aria-hidden="true" className={styles['gap']} style={{ height: afterPx }} />
      </tbody>
    </table>
  );
}

/** A row that is to be renamed comes into view first: rows far away are not there. */
function useShowAskedFor(table: RefObject<HTMLTableElement | null>, items: readonly TierItem[]): void {
  const askedFor = useRenaming((s) => s.key);
  useEffect(() => {
    const index = askedFor === null ? -1 : items.findIndex(({ itemId }) => itemId === askedFor);
    const scroller = table.current?.parentElement;
    if (index < 0 || scroller == null) return;
    const top = index * rowPx;
    if (top < scroller.scrollTop || top + 2 * rowPx > scroller.scrollTop + scroller.clientHeight)
      scroller.scrollTo({ top });
  }, [table, items, askedFor]);
}

interface RowProps {
  readonly tier: TierInfo;
  readonly item: TierItem;
  readonly document: DocumentInfo;
  readonly rowIndex: number;
}

function goTo({ startSample, endSample }: TierItem): void {
  if (endSample > startSample) useSelection.getState().select(startSample, endSample, null);
  else useSelection.getState().moveCursor(startSample);
  useViewport.getState().reveal(startSample);
}

function ItemRow({ tier, item, document, rowIndex }: RowProps) {
  const isInterval = tier.kind === 'interval';
  const { label, startSample, endSample } = item;
  const lastSample = document.lengthSamples;
  const remove = () => {
    removeItem(tier.tierId, item.itemId).catch(report);
  };
  const { menu, onContextMenu, isOpen } = useContextMenu([
    {
      id: 'go',
      title: isInterval ? 'Select it' : 'Go there',
      run: () => {
        goTo(item);
      },
    },
    {
      id: 'play',
      title: isInterval ? 'Play it' : 'Play from here',
      run: () => {
        goTo(item);
        runCommand('play.stop', 'menu');
        runCommand('play.toggle', 'menu');
      },
    },
    ...(isInterval
      ? [
          {
            id: 'zoom',
            title: 'Zoom to it',
            run: () => {
              goTo(item);
              runCommand('view.zoomToSelection', 'menu');
            },
          },
        ]
      : []),
    {
      id: 'rename',
      title: 'Rename',
      run: () => {
        useRenaming.setState({ key: item.itemId });
      },
    },
    { id: 'delete', title: 'Delete', run: remove },
  ]);
  return (
    <tr aria-rowindex={rowIndex} data-menu={isOpen || undefined} onContextMenu={onContextMenu}>
      <td>
        <TextField
          label={`Name of ${label}`}
          className={styles['label']}
          value={label}
          placeholder="no name"
          isEmptyAllowed
          renameKey={item.itemId}
          onCommit={(text) => {
            changeItem(tier.tierId, item, { label: text }).catch(report);
          }}
        />
        {menu}
      </td>
      <td>
        <TimeCell
          label={`${isInterval ? 'Start' : 'Time'} of ${label}`}
          sample={startSample}
          min={0}
          max={isInterval ? endSample - 1 : lastSample}
          document={document}
          onChange={(sample) => {
            changeItem(tier.tierId, item, { startSample: sample, ...(isInterval ? {} : { endSample: sample }) }).catch(
              report,
            );
          }}
        />
      </td>
      {isInterval && (
        <td>
          <TimeCell
            label={`End of ${label}`}
            sample={endSample}
            min={startSample + 1}
            max={lastSample}
            document={document}
            onChange={(sample) => {
              changeItem(tier.tierId, item, { endSample: sample }).catch(report);
            }}
          />
        </td>
      )}
      <td className={styles['number']}>
        <button
          type="button"
          title="Go there"
          onClick={() => {
            goTo(item);
          }}
        >
          {startSample}
        </button>
      </td>
      <td>
        <button type="button" aria-label={`Delete ${label}`} title="Delete" onClick={remove}>
          <Trash2 size={14} aria-hidden />
        </button>
      </td>
    </tr>
  );
}

interface TimeCellProps {
  readonly label: string;
  readonly sample: number;
  readonly min: number;
  readonly max: number;
  readonly document: DocumentInfo;
  readonly onChange: (sample: number) => void;
}

function TimeCell({ label, sample, min, max, document, onChange }: TimeCellProps) {
  const { sampleRateHz } = document;
  const timeField = useTimeField(sampleRateHz);
  return (
    <NumberField
      {...timeField}
      label={label}
      isLabelHidden
      value={sample / sampleRateHz}
      minValue={min / sampleRateHz}
      maxValue={max / sampleRateHz}
      onChange={(sec) => {
        if (sec !== null) onChange(Math.round(sec * sampleRateHz));
      }}
    />
  );
}
