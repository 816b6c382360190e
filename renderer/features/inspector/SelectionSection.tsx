import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { useTimeField } from '../../client/clock.ts';
import { formatCount } from '../../shared/format/bytes.ts';
import { formatHzPlain } from '../../shared/format/frequency.ts';
import { NumberField } from '../../shared/ui/NumberField.tsx';
import { Property } from '../../shared/ui/Property.tsx';
import { Section } from '../../shared/ui/Section.tsx';
import { useSelection, type FrequencyBand } from '../../state/selection.ts';
import styles from './Inspector.module.css';

export function SelectionSection({ document }: { readonly document: DocumentInfo }) {
  const selection = useSelection((s) => s.selection);
  const cursor = useSelection((s) => s.cursorSample);
  const { sampleRateHz, lengthSamples } = document;
  const timeField = useTimeField(sampleRateHz);
  if (selection === null)
    return (
      <Section title="Cursor">
        <NumberField
          {...timeField}
          label="Time"
          value={cursor / sampleRateHz}
          minValue={0}
          maxValue={lengthSamples / sampleRateHz}
          onChange={(sec) => {
            useSelection.getState().moveCursor((sec ?? 0) * sampleRateHz);
          }}
        />
        <Property name="Sample">{formatCount(cursor)}</Property>
        <span className={styles['note']}>Drag in a lane to select; Shift and arrows extend.</span>
      </Section>
    );
  const { startSample, endSample } = selection;
  return (
    <Section title="Selection">
      <Property name="From sample">{formatCount(startSample)}</Property>
      <Property name="To sample">{formatCount(endSample)}</Property>
      <Property name="Length">{`${formatCount(endSample - startSample)} smp`}</Property>
      <BandFields band={selection.band} nyquistHz={sampleRateHz / 2} />
    </Section>
  );
}

function BandFields({ band, nyquistHz }: { readonly band: FrequencyBand | null; readonly nyquistHz: number }) {
  const change = (edge: Partial<FrequencyBand>) => {
    useSelection.getState().setBand({ lowHz: 0, highHz: nyquistHz, ...band, ...edge });
  };
  const clear = () => {
    useSelection.getState().setBand(null);
  };
  return (
    <>
      <NumberField
        label="Lowest"
        testId="selection-low-hz"
        dimension="frequency"
        value={band?.lowHz ?? null}
        isEmptyAllowed
        placeholder="0 Hz"
        defaultValue={null}
        format={formatHzPlain}
        minValue={0}
        maxValue={band?.highHz ?? nyquistHz}
        step={10}
        onChange={(lowHz) => {
          if (lowHz === null) clear();
          else change({ lowHz });
        }}
      />
      <NumberField
        label="Highest"
        testId="selection-high-hz"
        dimension="frequency"
        value={band?.highHz ?? null}
        isEmptyAllowed
        placeholder={formatHzPlain(nyquistHz)}
        defaultValue={null}
        format={formatHzPlain}
        minValue={band?.lowHz ?? 0}
        maxValue={nyquistHz}
        step={10}
        onChange={(highHz) => {
          if (highHz === null) clear();
          else change({ highHz });
        }}
      />
    </>
  );
}
