import { useTimeField } from '../client/clock.ts';
import { useActiveDocument } from '../client/project.ts';
import { NumberField } from '../shared/ui/NumberField.tsx';
import { usePlayback } from '../state/playback.ts';
import { useSelection } from '../state/selection.ts';
import { useViewport } from '../state/viewport.ts';
import styles from './SelectionFields.module.css';

/** Where the sound or the cursor is; typing a time goes there. */
export function TimeField() {
  const document = useActiveDocument();
  const timeField = useTimeField(document?.sampleRateHz ?? 1);
  const position = usePlayback((s) => s.positionSample);
  const cursor = useSelection((s) => s.cursorSample);
  if (document === null) return null;
  return (
    <div className={styles['time']}>
      <NumberField
        {...timeField}
        label="Cursor time"
        isLabelHidden
        testId="transport-time"
        value={(position ?? cursor) / document.sampleRateHz}
        minValue={0}
        maxValue={document.lengthSamples / document.sampleRateHz}
        onChange={(sec) => {
          const sample = Math.round((sec ?? 0) * document.sampleRateHz);
          useSelection.getState().moveCursor(sample);
          useViewport.getState().reveal(sample);
        }}
      />
    </div>
  );
}
