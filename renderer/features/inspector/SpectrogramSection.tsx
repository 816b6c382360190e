import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { Section } from '../../shared/ui/Section.tsx';
import { runCommand } from '../../state/commands.ts';
import { AnalysisFields } from './AnalysisFields.tsx';
import { DrawingFields } from './DrawingFields.tsx';
import styles from './Inspector.module.css';

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
