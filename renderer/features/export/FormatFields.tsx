import {
  bitRates,
  exportDithers,
  exportFormatNames,
  flacWidths,
  reducedPeakDb,
  wavWidths,
  type ExportDither,
  type ExportFormatName,
  type LossyName,
  type WavWidth,
} from '../../../preload/contract/exportFormat.ts';
import type { FormatAvailability } from '../../../preload/contract/exports.ts';
import { formatRate } from '../../shared/format/frequency.ts';
import { NumberField } from '../../shared/ui/NumberField.tsx';
import { SelectField } from '../../shared/ui/SelectField.tsx';
import styles from './ExportDialog.module.css';
import { canDither, type ExportScene } from './exportSettings.ts';
import { useExport } from './exportStore.ts';
import { Group } from './Group.tsx';

const formatTitles: Readonly<Record<ExportFormatName, string>> = {
  wav: 'WAV',
  flac: 'FLAC, lossless',
  opus: 'Opus',
  aac: 'AAC (.m4a)',
  mp3: 'MP3',
};
const widthTitles: Readonly<Record<WavWidth, string>> = {
  '8': '8 bits',
  '16': '16 bits',
  '24': '24 bits',
  '32': '32 bits',
  '32f': '32-bit float',
  '64f': '64-bit float',
};
const ditherTitles: Readonly<Record<ExportDither, string>> = {
  none: 'None',
  triangular: 'Triangular',
  shaped: 'Noise-shaped (44.1, 48 kHz)',
};
const rates = [96_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 8000];

interface Props {
  readonly scene: ExportScene;
  readonly formats: readonly FormatAvailability[] | null; // null: not known yet
}

/** How the sound is written. */
export function FormatFields({ scene: { document }, formats }: Props) {
  const { settings, change } = useExport();
  const missing = formats?.filter(({ isAvailable }) => !isAvailable) ?? [];
  const isOffered = (name: ExportFormatName) => name === settings.format || !missing.some((m) => m.format === name);
  const { format } = settings;
  return (
    <Group title="Format">
      <SelectField
        label="Format"
        testId="export-format"
        value={format}
        options={exportFormatNames.filter(isOffered).map((value) => ({ value, title: formatTitles[value] }))}
        onChange={(value) => {
          change({ format: value });
        }}
      />
      {missing.map(({ format: name, by }) => (
        <p key={name} className={styles['hint']} data-testid={`export-missing-${name}`}>
          No {formatTitles[name]} here: {by}.
        </p>
      ))}
      {format === 'wav' || format === 'flac' ? <WidthFields /> : <BitRateField name={format} />}
      <SelectField
        label="Rate"
        testId="export-rate"
        value={settings.rateHz}
        options={[
          { value: 0, title: `As it is, ${formatRate(document.sampleRateHz)}` },
          ...rates
            .filter((rate) => rate !== document.sampleRateHz)
            .map((value) => ({ value, title: formatRate(value) })),
        ]}
        onChange={(rateHz) => {
          change({ rateHz });
        }}
      />
      <SelectField
        label="Channels"
        testId="export-channels"
        value={settings.channels}
        options={[
          { value: 0, title: 'As there are' },
          { value: 1, title: 'Mono, the average' },
          { value: 2, title: 'Stereo' },
        ]}
        onChange={(channels) => {
          change({ channels });
        }}
      />
      <SelectField
        label="Level"
        testId="export-level"
        value={settings.level}
        options={[
          { value: 'keep', title: 'As it is' },
          { value: 'reduce', title: `Lowered to ${String(reducedPeakDb).replace('-', '−')} dB if it would clip` },
          { value: 'peak', title: 'Loudest sample at …' },
        ]}
        onChange={(level) => {
          change({ level });
        }}
      />
      {settings.level === 'peak' && (
        <NumberField
          label="Peak"
          testId="export-peak"
          dimension="plain"
          value={settings.peakDb}
          format={(db) => `${String(Number(db.toFixed(2))).replace('-', '−')} dB`}
          minValue={-60}
          maxValue={0}
          step={0.5}
          onChange={(peakDb) => {
            change({ peakDb: peakDb ?? -1 });
          }}
        />
      )}
    </Group>
  );
}

function WidthFields() {
  const { settings, change } = useExport();
  const isWav = settings.format === 'wav';
  const widths = isWav ? wavWidths : flacWidths;
  const width = isWav ? settings.wavWidth : settings.flacWidth;
  return (
    <>
      <SelectField<WavWidth>
        label="Samples"
        testId="export-width"
        value={width}
        options={widths.map((value) => ({ value, title: widthTitles[value] }))}
        onChange={(value) => {
          const flac = flacWidths.find((candidate) => candidate === value);
          change(isWav ? { wavWidth: value } : flac === undefined ? {} : { flacWidth: flac });
        }}
      />
      {canDither(width) && (
        <SelectField
          label="Dither"
          testId="export-dither"
          value={settings.dither}
          options={exportDithers.map((value) => ({ value, title: ditherTitles[value] }))}
          onChange={(dither) => {
            change({ dither });
          }}
        />
      )}
    </>
  );
}

function BitRateField({ name }: { readonly name: LossyName }) {
  const { settings, change } = useExport();
  const { least, most, usual } = bitRates[name];
  return (
    <NumberField
      label="Bit rate"
      testId="export-kbps"
      dimension="samples"
      value={settings.kbps[name]}
      format={(kbps) => `${String(kbps)} kbit/s`}
      minValue={least}
      maxValue={most}
      step={16}
      onChange={(kbps) => {
        change({ kbps: { ...settings.kbps, [name]: kbps ?? usual } });
      }}
    />
  );
}
