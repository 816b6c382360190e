import { useActiveDocument } from '../client/project.ts';
import { useSettings } from '../client/settings.ts';
import { formatTime } from '../shared/format/time.ts';
import { bareTimeOf } from '../shared/format/bareTime.ts';
import { NumberField } from '../shared/ui/NumberField.tsx';
import { usePlayback } from '../state/playback.ts';
import { useSelection } from '../state/selection.ts';
import { useSpectrogramSettings } from '../state/spectrogramSettings.ts';
import { useViewport } from '../state/viewport.ts';
import styles from './SelectionFields.module.css';

/** Where the sound or the cursor is; typing a time goes there. */
export function TimeField() {
  const document = useActiveDocument();
  const format = useSettings((s) => s.settings.timeFormat);
  const hopLength = useSpectrogramSettings((s) => s.settings.hopLength);
  const position = usePlayback((s) => s.positionSample);
  const cursor = useSelection((s) => s.cursorSample);
  if (document === null) return null;
  const clock = { sampleRateHz: document.sampleRateHz, hopLength };
  return (
    <div className={styles['time']}>
      <NumberField
        label="Cursor time"
        isLabelHidden
        testId="transport-time"
        dimension="time"
        value={(position ?? cursor) / document.sampleRateHz}
        format={(sec) => formatTime(sec * document.sampleRateHz, format, clock)}
        bare={bareTimeOf(format, clock)}
        sampleRateHz={document.sampleRateHz}
        minValue={0}
        maxValue={document.lengthSamples / document.sampleRateHz}
        step={0.001}
        onChange={(sec) => {
          const sample = Math.round((sec ?? 0) * document.sampleRateHz);
          useSelection.getState().moveCursor(sample);
          useViewport.getState().reveal(sample);
        }}
      />
    </div>
  );
}
