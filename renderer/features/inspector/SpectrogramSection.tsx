import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { formatHzPlain } from '../../shared/format/frequency.ts';
import { formatDb, signed } from '../../shared/format/level.ts';
import { formatDuration } from '../../shared/format/time.ts';
import { windowTitles } from '../../shared/format/windowTitles.ts';
import { NumberField } from '../../shared/ui/NumberField.tsx';
import { Property } from '../../shared/ui/Property.tsx';
import { Section } from '../../shared/ui/Section.tsx';
import { SelectField } from '../../shared/ui/SelectField.tsx';
import { SwitchField } from '../../shared/ui/SwitchField.tsx';
import { runCommand } from '../../state/commands.ts';
import {
  colourMapNames,
  defaultSpectrogramSettings,
  fftSizeOf,
  frequencyScales,
  useSpectrogramSettings,
  windowOptions,
  zeroPaddingFactors,
  type ColourMapName,
  type FrequencyScale,
} from '../../state/spectrogramSettings.ts';
import styles from './Inspector.module.css';

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

export function SpectrogramSection({ document }: { readonly document: DocumentInfo }) {
  const { sampleRateHz } = document;
  return (
    <Section
      title="Spectrogram"
      action={
        <button type="button" className={styles['reset']} onClick={() => runCommand('spectrogram.reset')}>
          Reset
        </button>
      }
    >
      <AnalysisFields sampleRateHz={sampleRateHz} />
      <DrawingFields sampleRateHz={sampleRateHz} />
    </Section>
  );
}

function AnalysisFields({ sampleRateHz }: { readonly sampleRateHz: number }) {
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
        label="Window length"
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
        label="Hop"
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

function DrawingFields({ sampleRateHz }: { readonly sampleRateHz: number }) {
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
