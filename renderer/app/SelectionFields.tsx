import type { DocumentInfo } from '../../preload/contract/project.ts';
import { useActiveDocument } from '../client/project.ts';
import { useSettings } from '../client/settings.ts';
import { bareTimeOf } from '../shared/format/bareTime.ts';
import { formatTime } from '../shared/format/time.ts';
import { NumberField } from '../shared/ui/NumberField.tsx';
import { useSelection, type Selection } from '../state/selection.ts';
import { useSpectrogramSettings } from '../state/spectrogramSettings.ts';
import styles from './SelectionFields.module.css';

type Edge = 'start' | 'end' | 'length';

/** Start keeps the end, end keeps the start, length keeps the start. */
function withEdge(selection: Selection, edge: Edge, sample: number): readonly [number, number] {
  const { startSample, endSample } = selection;
  if (edge === 'start') return [sample, Math.max(endSample, sample + 1)];
  if (edge === 'end') return [Math.min(startSample, Math.max(sample - 1, 0)), sample];
  return [startSample, startSample + sample];
}

/** Start, end and length of the selection; typing into an empty one begins a selection at the cursor. */
export function SelectionFields() {
  const document = useActiveDocument();
  if (document === null) return null;
  return (
    <div className={styles['fields']} role="group" aria-label="Selection">
      <SelectionField document={document} edge="start" label="Selection start" />
      <span aria-hidden>–</span>
      <SelectionField document={document} edge="end" label="Selection end" />
      <span aria-hidden className={styles['delta']}>
        Δ
      </span>
      <SelectionField document={document} edge="length" label="Selection length" />
    </div>
  );
}

interface FieldProps {
  readonly document: DocumentInfo;
  readonly edge: Edge;
  readonly label: string;
}

function SelectionField({ document, edge, label }: FieldProps) {
  const format = useSettings((s) => s.settings.timeFormat);
  const hopLength = useSpectrogramSettings((s) => s.settings.hopLength);
  const { selection, cursorSample } = useSelection();
  const { sampleRateHz, lengthSamples } = document;
  const clock = { sampleRateHz, hopLength };
  const samples =
    selection === null
      ? null
      : { start: selection.startSample, end: selection.endSample, length: selection.endSample - selection.startSample }[
          edge
        ];
  const maxSamples = edge === 'length' ? lengthSamples - (selection?.startSample ?? cursorSample) : lengthSamples;
  return (
    <NumberField
      label={label}
      isLabelHidden
      testId={`selection-${edge}`}
      dimension="time"
      placeholder="—"
      isEmptyAllowed
      value={samples === null ? null : samples / sampleRateHz}
      format={(sec) => formatTime(sec * sampleRateHz, format, clock)}
      bare={bareTimeOf(format, clock)}
      sampleRateHz={sampleRateHz}
      minValue={edge === 'start' ? 0 : 1 / sampleRateHz}
      maxValue={maxSamples / sampleRateHz}
      step={0.001}
      onChange={(sec) => {
        if (sec === null) {
          useSelection.getState().clear();
          return;
        }
        const from = selection ?? { startSample: cursorSample, endSample: cursorSample + 1, band: null };
        const [start, end] = withEdge(from, edge, Math.round(sec * sampleRateHz));
        useSelection.getState().select(start, Math.min(end, lengthSamples));
      }}
    />
  );
}
