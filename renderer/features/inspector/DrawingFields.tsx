import { formatHzPlain } from '../../shared/format/frequency.ts';
import { formatDb, signed } from '../../shared/format/level.ts';
import { NumberField } from '../../shared/ui/NumberField.tsx';
import { SelectField } from '../../shared/ui/SelectField.tsx';
import { SwitchField } from '../../shared/ui/SwitchField.tsx';
import {
  colourMapNames,
  defaultSpectrogramSettings,
  frequencyScales,
  useSpectrogramSettings,
  type ColourMapName,
  type FrequencyScale,
} from '../../state/spectrogramSettings.ts';

const scaleTitles: Readonly<Record<FrequencyScale, string>> = {
  linear: 'Linear',
  log: 'Logarithmic',
  mel: 'Mel (Slaney)',
  'mel-htk': 'Mel (HTK)',
  bark: 'Bark',
  erb: 'ERB',
};
const colourTitles: Readonly<Record<ColourMapName, string>> = {
  magma: 'Magma',
  inferno: 'Inferno',
  viridis: 'Viridis',
  cividis: 'Cividis',
  grey: 'Grey',
  'inverse-grey': 'Inverse grey (print)',
};

/** How a spectrogram is drawn: at once, nothing is computed again. */
export function DrawingFields({ sampleRateHz }: { readonly sampleRateHz: number }) {
  const { settings, change } = useSpectrogramSettings();
  const defaults = defaultSpectrogramSettings(sampleRateHz);
  const nyquistHz = sampleRateHz / 2;
  return (
    <>
      <SelectField
        label="Scale"
        testId="spectrogram-scale"
        value={settings.scale}
        defaultValue={defaults.scale}
        options={frequencyScales.map((value) => ({ value, title: scaleTitles[value] }))}
        onChange={(scale) => {
          change({ scale });
        }}
      />
      <NumberField
        label="Lowest"
        testId="spectrogram-f-min"
        dimension="frequency"
        value={settings.fMinHz}
        defaultValue={defaults.fMinHz}
        format={formatHzPlain}
        minValue={0}
        maxValue={(settings.fMaxHz ?? nyquistHz) - 1}
        step={50}
        onChange={(fMinHz) => {
          if (fMinHz !== null) change({ fMinHz });
        }}
      />
      <NumberField
        label="Highest"
        testId="spectrogram-f-max"
        dimension="frequency"
        value={settings.fMaxHz}
        defaultValue={defaults.fMaxHz}
        isEmptyAllowed
        placeholder={formatHzPlain(nyquistHz)}
        format={formatHzPlain}
        minValue={settings.fMinHz + 1}
        maxValue={nyquistHz}
        step={500}
        onChange={(fMaxHz) => {
          change({ fMaxHz });
        }}
      />
      <SelectField
        label="Colours"
        testId="spectrogram-colour-map"
        value={settings.colourMap}
        defaultValue={defaults.colourMap}
        options={colourMapNames.map((value) => ({ value, title: colourTitles[value] }))}
        onChange={(colourMap) => {
          change({ colourMap });
        }}
      />
      <NumberField
        label="Floor"
        testId="spectrogram-floor"
        dimension="level"
        value={settings.floorDb}
        defaultValue={defaults.floorDb}
        format={(db) => formatDb(db, 0)}
        minValue={-200}
        maxValue={0}
        step={5}
        onChange={(floorDb) => {
          if (floorDb !== null) change({ floorDb });
        }}
      />
      <NumberField
        label="Range"
        testId="spectrogram-range"
        dimension="level"
        value={settings.rangeDb}
        defaultValue={defaults.rangeDb}
        format={(db) => formatDb(db, 0)}
        minValue={5}
        maxValue={200}
        step={5}
        onChange={(rangeDb) => {
          if (rangeDb !== null) change({ rangeDb });
        }}
      />
      <NumberField
        label="Gamma"
        testId="spectrogram-gamma"
        dimension="plain"
        value={settings.gamma}
        defaultValue={defaults.gamma}
        format={(g) => signed(g, 2)}
        minValue={0.2}
        maxValue={5}
        step={0.1}
        onChange={(gamma) => {
          if (gamma !== null) change({ gamma });
        }}
      />
      <SwitchField
        label="Blend neighbouring values"
        isOn={settings.interpolate}
        onChange={(interpolate) => {
          change({ interpolate });
        }}
      />
    </>
  );
}
