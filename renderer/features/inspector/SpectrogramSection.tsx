import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { Property } from '../../shared/ui/Property.tsx';
import { Section } from '../../shared/ui/Section.tsx';
import { SettingRows } from '../../shared/ui/SettingRows.tsx';
import { runCommand } from '../../state/commands.ts';
import { defaultSpectrogramSettings, useSpectrogramSettings } from '../../state/spectrogramSettings.ts';
import { analysisRows } from '../../shared/spectrogramFields/analysisRows.ts';
import { drawingRows } from '../../shared/spectrogramFields/drawingRows.ts';
import styles from './Inspector.module.css';

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
      <SettingRows rows={analysisRows(settings, sampleRateHz)} {...fields} />
      <Property name="Overlap">
        {overlap >= 0 ? `${Number((overlap * 100).toFixed(2))} %` : 'none: gaps between windows'}
      </Property>
      <SettingRows rows={drawingRows(settings, sampleRateHz)} {...fields} />
    </Section>
  );
}
