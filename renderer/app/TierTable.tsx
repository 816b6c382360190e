import { Trash2 } from 'lucide-react';
import type { DocumentInfo, TierInfo } from '../../preload/contract/project.ts';
import type { TierItem } from '../../preload/contract/tiers.ts';
import { changeItem, markerTierOf, removeItem } from '../client/markers.ts';
import { useActiveDocument } from '../client/project.ts';
import { useSettings } from '../client/settings.ts';
import { useTierItems } from '../client/tiers.ts';
import { bareTimeOf } from '../shared/format/bareTime.ts';
import { formatTime } from '../shared/format/time.ts';
import { NumberField } from '../shared/ui/NumberField.tsx';
import { TextField } from '../shared/ui/TextField.tsx';
import { useContextMenu } from '../shared/ui/useContextMenu.tsx';
import { runCommand } from '../state/commands.ts';
import { useLayout } from '../state/layout.ts';
import { notifyError } from '../state/notices.ts';
import { useRenaming } from '../state/renaming.ts';
import { useSelection } from '../state/selection.ts';
import { useSpectrogramSettings } from '../state/spectrogramSettings.ts';
import { useViewport } from '../state/viewport.ts';
import styles from './TierTable.module.css';

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
  const isInterval = tier.kind === 'interval';
  return (
    <table className={styles['table']} data-testid="markers-table">
      <thead>
        <tr>
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
        {items.map((item) => (
          <ItemRow key={item.itemId} tier={tier} item={item} document={document} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly tier: TierInfo;
  readonly item: TierItem;
  readonly document: DocumentInfo;
}

function goTo({ startSample, endSample }: TierItem): void {
  if (endSample > startSample) useSelection.getState().select(startSample, endSample, null);
  else useSelection.getState().moveCursor(startSample);
  useViewport.getState().reveal(startSample);
}

function ItemRow({ tier, item, document }: RowProps) {
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
    <tr data-menu={isOpen || undefined} onContextMenu={onContextMenu}>
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
  const format = useSettings((s) => s.settings.timeFormat);
  const hopLength = useSpectrogramSettings((s) => s.settings.hopLength);
  const { sampleRateHz } = document;
  const clock = { sampleRateHz, hopLength };
  return (
    <NumberField
      label={label}
      isLabelHidden
      dimension="time"
      value={sample / sampleRateHz}
      format={(sec) => formatTime(sec * sampleRateHz, format, clock)}
      bare={bareTimeOf(format, clock)}
      sampleRateHz={sampleRateHz}
      minValue={min / sampleRateHz}
      maxValue={max / sampleRateHz}
      step={0.001}
      onChange={(sec) => {
        if (sec !== null) onChange(Math.round(sec * sampleRateHz));
      }}
    />
  );
}
