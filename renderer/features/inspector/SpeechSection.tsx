import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { isOver, useJobs } from '../../client/jobs.ts';
import { formatDuration } from '../../shared/format/time.ts';
import { NumberField } from '../../shared/ui/NumberField.tsx';
import { Section } from '../../shared/ui/Section.tsx';
import { runCommand } from '../../state/commands.ts';
import { defaultSpeechSettings, useSpeechSettings, type SpeechSettings } from '../../state/speechSettings.ts';
import styles from './Inspector.module.css';

const lengths = [
  { key: 'minSpeechMs', label: 'Shortest speech', maxValue: 10_000 },
  { key: 'minSilenceMs', label: 'Shortest pause', maxValue: 10_000 },
  { key: 'padMs', label: 'Padding', maxValue: 2_000 },
] as const satisfies readonly { key: keyof SpeechSettings; label: string; maxValue: number }[];

/** Marks speech on a new tier, with the parameters shown. */
export function SpeechSection({ document }: { readonly document: DocumentInfo }) {
  const settings = useSpeechSettings();
  const isRunning = useJobs((s) => s.jobs.some((job) => job.kind === 'vad' && !isOver(job)));
  return (
    <Section title="Speech detection">
      <NumberField
        label="Threshold"
        dimension="plain"
        value={settings.threshold}
        defaultValue={defaultSpeechSettings.threshold}
        format={(p) => p.toFixed(2)}
        minValue={0.01}
        maxValue={0.99}
        step={0.05}
        onChange={(threshold) => {
          if (threshold !== null) useSpeechSettings.setState({ threshold });
        }}
      />
      {lengths.map(({ key, label, maxValue }) => (
        <NumberField
          key={key}
          label={label}
          dimension="time"
          value={settings[key] / 1000}
          defaultValue={defaultSpeechSettings[key] / 1000}
          format={formatDuration}
          bare={(ms) => ms / 1000}
          sampleRateHz={document.sampleRateHz}
          minValue={0}
          maxValue={maxValue / 1000}
          step={0.01}
          onChange={(sec) => {
            if (sec !== null) useSpeechSettings.setState({ [key]: Math.round(sec * 1000) });
          }}
        />
      ))}
      <button
        type="button"
        className={styles['button']}
        disabled={isRunning}
        data-testid="detect-speech"
        onClick={() => runCommand('speech.detect')}
      >
        {isRunning ? 'Detecting speech' : 'Detect speech'}
      </button>
    </Section>
  );
}
