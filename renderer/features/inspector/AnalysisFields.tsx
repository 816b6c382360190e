import { formatDuration } from '../../shared/format/time.ts';
import { windowTitles } from '../../shared/format/windowTitles.ts';
import { NumberField } from '../../shared/ui/NumberField.tsx';
import { Property } from '../../shared/ui/Property.tsx';
import { SelectField } from '../../shared/ui/SelectField.tsx';
import {
  defaultSpectrogramSettings,
  fftSizeOf,
  useSpectrogramSettings,
  windowOptions,
  zeroPaddingFactors,
} from '../../state/spectrogramSettings.ts';

/** What determines the numbers of a spectrogram. */
export function AnalysisFields({ sampleRateHz }: { readonly sampleRateHz: number }) {
  const { settings, change } = useSpectrogramSettings();
  const defaults = defaultSpectrogramSettings(sampleRateHz);
  const overlap = 1 - settings.hopLength / settings.winLength;
  return (
    <>
      <SelectField
        label="Window"
        testId="spectrogram-window"
        value={settings.window}
        defaultValue={defaults.window}
        options={windowOptions.map((value) => ({ value, title: windowTitles[value] }))}
        onChange={(window) => {
          change({ window });
        }}
      />
      <NumberField
        label="Length (smp)"
        testId="spectrogram-win-length"
        dimension="samples"
        value={settings.winLength}
        defaultValue={defaults.winLength}
        format={String}
        note={formatDuration(settings.winLength / sampleRateHz)}
        sampleRateHz={sampleRateHz}
        minValue={8}
        maxValue={65_536}
        step={(n, direction) => (direction > 0 ? n * 2 : Math.max(8, Math.round(n / 2)))}
        onChange={(n) => {
          if (n !== null) change({ winLength: n, hopLength: Math.max(1, Math.round(n * (1 - overlap))) });
        }}
      />
      <NumberField
        label="Hop (smp)"
        testId="spectrogram-hop-length"
        dimension="samples"
        value={settings.hopLength}
        defaultValue={defaults.hopLength}
        format={String}
        note={formatDuration(settings.hopLength / sampleRateHz)}
        sampleRateHz={sampleRateHz}
        minValue={1}
        maxValue={65_536}
        step={(n, direction) => (direction > 0 ? n * 2 : Math.max(1, Math.round(n / 2)))}
        onChange={(n) => {
          if (n !== null) change({ hopLength: n });
        }}
      />
      <SelectField
        label="Zero padding"
        testId="spectrogram-zero-padding"
        value={settings.zeroPadding}
        defaultValue={defaults.zeroPadding}
        options={zeroPaddingFactors.map((value) => ({
          value,
          title: `×${value} · FFT ${fftSizeOf({ winLength: settings.winLength, zeroPadding: value })}`,
        }))}
        onChange={(zeroPadding) => {
          change({ zeroPadding });
        }}
      />
      <NumberField
        label="Pre-emphasis"
        testId="spectrogram-pre-emphasis"
        dimension="plain"
        value={settings.preEmphasis}
        defaultValue={defaults.preEmphasis}
        format={(a) => (a === 0 ? 'off' : a.toFixed(3))}
        minValue={0}
        maxValue={0.999}
        step={0.01}
        onChange={(a) => {
          if (a !== null) change({ preEmphasis: a });
        }}
      />
      <SelectField
        label="Pixel shows"
        testId="spectrogram-reduce"
        value={settings.reduce}
        defaultValue={defaults.reduce}
        options={[
          { value: 'max', title: 'Maximum' },
          { value: 'mean', title: 'Mean' },
        ]}
        onChange={(reduce) => {
          change({ reduce });
        }}
      />
      <Property name="Overlap">
        {overlap >= 0 ? `${Number((overlap * 100).toFixed(2))} %` : 'none: gaps between windows'}
      </Property>
    </>
  );
}
