import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { Property } from '../../shared/ui/Property.tsx';
import { Section } from '../../shared/ui/Section.tsx';
import { SettingRows, type SettingRow } from '../../shared/ui/SettingRows.tsx';
import { formatDuration } from '../../shared/format/time.ts';
import { runCommand } from '../../state/commands.ts';
import {
  defaultSpectrogramSettings,
  spectrogramMethods,
  useSpectrogramSettings,
  type SpectrogramSettings,
} from '../../state/spectrogramSettings.ts';
import { analysisRows } from '../../shared/spectrogramFields/analysisRows.ts';
import { drawingRows } from '../../shared/spectrogramFields/drawingRows.ts';
import styles from './Inspector.module.css';

const methodTitles = { power: 'Power', reassigned: 'Reassigned' } as const;

/** Not of the live picture, which draws what has just come: reassignment needs what comes after. */
const methodRows: readonly SettingRow<SpectrogramSettings>[] = [
  {
    key: 'method',
    label: 'Method',
    options: spectrogramMethods.map((value) => ({ value, title: methodTitles[value] })),
  },
];

/** A Gaussian has no end: Praat calls half of the stretch that it computes with the window's length. */
function praatLengthText(lengthSec: number): string {
  return `All ${formatDuration(lengthSec)} of this window are counted; Praat calls it a window of ${formatDuration(lengthSec / 2)}.`;
}

interface PresetProps {
  readonly command: string;
  readonly title: string;
  readonly hint: string;
}

function Preset({ command, title, hint }: PresetProps) {
  return (
    <button
      type="button"
      className={styles['button']}
      title={hint}
      data-testid={`preset-${command}`}
      onClick={() => runCommand(command)}
    >
      {title}
    </button>
  );
}

export function SpectrogramSection({ document }: { readonly document: DocumentInfo }) {
  const { sampleRateHz } = document;
  const { settings, change } = useSpectrogramSettings();
  const fields = {
    settings,
    defaults: defaultSpectrogramSettings(sampleRateHz),
    sampleRateHz,
    testIdPrefix: 'spectrogram',
    change,
  };
  const overlap = 1 - settings.hopLength / settings.winLength;
  return (
    <Section
      title="Spectrogram"
      action={
        <button type="button" className={styles['reset']} onClick={() => runCommand('spectrogram.reset')}>
          Reset
        </button>
      }
    >
      <div className={styles['presets']} role="group" aria-label="Presets for speech">
        <Preset command="spectrogram.wideBand" title="Wide band" hint="Formants: 5 ms, up to 5 kHz" />
        <Preset command="spectrogram.narrowBand" title="Narrow band" hint="Harmonics: 30 ms, up to 5 kHz" />
      </div>
      <SettingRows rows={methodRows} {...fields} />
      <SettingRows rows={analysisRows(settings, sampleRateHz)} {...fields} />
      {settings.window === 'praat-gaussian' && (
        <span className={styles['note']} data-testid="praat-length">
          {praatLengthText(settings.winLength / sampleRateHz)}
        </span>
      )}
      <Property name="Overlap">
        {overlap >= 0 ? `${Number((overlap * 100).toFixed(2))} %` : 'none: gaps between windows'}
      </Property>
      <SettingRows rows={drawingRows(settings, sampleRateHz)} {...fields} />
    </Section>
  );
}
