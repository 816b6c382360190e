import type { DocumentInfo } from '../../preload/contract/project.ts';
import { useTimeField } from '../client/clock.ts';
import { useActiveDocument } from '../client/project.ts';
import { formatDuration } from '../shared/format/time.ts';
import { NumberField } from '../shared/ui/NumberField.tsx';
import { rangesOf, useSelection, type Selection } from '../state/selection.ts';
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
      <MoreRanges sampleRateHz={document.sampleRateHz} />
    </div>
  );
}

/** Only where there are several: how many, and how long they are together. */
function MoreRanges({ sampleRateHz }: { readonly sampleRateHz: number }) {
  const state = useSelection();
  const ranges = rangesOf(state);
  if (ranges.length < 2 && !state.isAdding) return null;
  const nSamples = ranges.reduce((sum, { startSample, endSample }) => sum + endSample - startSample, 0);
  const count = ranges.length === 1 ? '1 range' : `${String(ranges.length)} ranges`;
  return (
    <span
      className={styles['ranges']}
      data-testid="selected-ranges"
      title={`${count} selected, ${formatDuration(nSamples / sampleRateHz)} together`}
    >
      {count}
      {state.isAdding && ' +'}
    </span>
  );
}

interface FieldProps {
  readonly document: DocumentInfo;
  readonly edge: Edge;
  readonly label: string;
}

function SelectionField({ document, edge, label }: FieldProps) {
  const { selection, cursorSample } = useSelection();
  const { sampleRateHz, lengthSamples } = document;
  const timeField = useTimeField(sampleRateHz);
  const samples =
    selection === null
      ? null
      : { start: selection.startSample, end: selection.endSample, length: selection.endSample - selection.startSample }[
          edge
        ];
  const maxSamples = edge === 'length' ? lengthSamples - (selection?.startSample ?? cursorSample) : lengthSamples;
  return (
    <NumberField
      {...timeField}
      label={label}
      isLabelHidden
      testId={`selection-${edge}`}
      placeholder="—"
      isEmptyAllowed
      value={samples === null ? null : samples / sampleRateHz}
      minValue={edge === 'start' ? 0 : 1 / sampleRateHz}
      maxValue={maxSamples / sampleRateHz}
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
