import { Section } from '../../shared/ui/Section.tsx';
import { SelectField } from '../../shared/ui/SelectField.tsx';
import { defaultLayout, useLayout } from '../../state/layout.ts';

export function LaneSection() {
  const { waveformScale, change } = useLayout();
  return (
    <Section title="Waveform">
      <SelectField
        label="Amplitude"
        testId="waveform-scale"
        value={waveformScale}
        defaultValue={defaultLayout.waveformScale}
        options={[
          { value: 'linear', title: 'Linear' },
          { value: 'db', title: 'Logarithmic (dB)' },
        ]}
        onChange={(scale) => {
          change({ waveformScale: scale });
        }}
      />
    </Section>
  );
}
