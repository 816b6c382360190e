import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { TierItem } from '../../preload/contract/tiers.ts';
import { markerTierOf, moveMarker, removeMarker, renameMarker } from '../client/markers.ts';
import { useActiveDocument } from '../client/project.ts';
import { useSettings } from '../client/settings.ts';
import { useTierItems } from '../client/tiers.ts';
import { bareTimeOf } from '../shared/format/bareTime.ts';
import { formatTime } from '../shared/format/time.ts';
import { NumberField } from '../shared/ui/NumberField.tsx';
import { notifyError } from '../state/notices.ts';
import { useSelection } from '../state/selection.ts';
import { useSpectrogramSettings } from '../state/spectrogramSettings.ts';
import { useViewport } from '../state/viewport.ts';
import styles from './MarkersTable.module.css';

/** Markers of the document by time: go to, move, rename, delete. */
export function MarkersTable() {
  const document = useActiveDocument();
  const tier = markerTierOf(document);
  const items = useTierItems(tier?.tierId ?? null);
  if (document === null || tier === null || items.length === 0)
    return <p className={styles['none']}>M sets a marker at the cursor, or where the sound is while it plays.</p>;
  return (
    <table className={styles['table']} data-testid="markers-table">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Time</th>
          <th scope="col">Sample</th>
          <th scope="col">
            <span className="visuallyHidden">Delete</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <MarkerRow key={item.itemId} tierId={tier.tierId} item={item} sampleRateHz={document.sampleRateHz} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly tierId: string;
  readonly item: TierItem;
  readonly sampleRateHz: number;
}

const report = (error: unknown) => {
  notifyError('Change a marker', error);
};

function MarkerRow({ tierId, item, sampleRateHz }: RowProps) {
  const format = useSettings((s) => s.settings.timeFormat);
  const hopLength = useSpectrogramSettings((s) => s.settings.hopLength);
  const clock = { sampleRateHz, hopLength };
  return (
    <tr>
      <td>
        <LabelField tierId={tierId} item={item} />
      </td>
      <td>
        <NumberField
          label={`Time of ${item.label}`}
          isLabelHidden
          dimension="time"
          value={item.startSample / sampleRateHz}
          format={(sec) => formatTime(sec * sampleRateHz, format, clock)}
          bare={bareTimeOf(format, clock)}
          sampleRateHz={sampleRateHz}
          minValue={0}
          step={0.001}
          onChange={(sec) => {
            moveMarker(tierId, item, Math.round((sec ?? 0) * sampleRateHz)).catch(report);
          }}
        />
      </td>
      <td className={styles['number']}>
        <button
          type="button"
          title="Go to the marker"
          onClick={() => {
            useSelection.getState().moveCursor(item.startSample);
            useViewport.getState().reveal(item.startSample);
          }}
        >
          {item.startSample}
        </button>
      </td>
      <td>
        <button
          type="button"
          aria-label={`Delete ${item.label}`}
          title="Delete"
          onClick={() => {
            removeMarker(tierId, item.itemId).catch(report);
          }}
        >
          <Trash2 size={14} aria-hidden />
        </button>
      </td>
    </tr>
  );
}

function LabelField({ tierId, item }: { readonly tierId: string; readonly item: TierItem }) {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    if (draft !== null && draft !== item.label) renameMarker(tierId, item, draft).catch(report);
    setDraft(null);
  };
  return (
    <input
      aria-label={`Name of ${item.label}`}
      className={styles['label']}
      value={draft ?? item.label}
      onChange={(event) => {
        setDraft(event.target.value);
      }}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        else if (event.key === 'Escape') setDraft(null);
      }}
    />
  );
}
