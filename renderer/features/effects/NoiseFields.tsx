import { formatHms } from '../../shared/format/time.ts';
import { runCommand } from '../../state/commands.ts';
import type { EffectTarget } from './effectPlace.ts';
import styles from './EffectsPanel.module.css';

/** What noise reduction takes for noise. */
export function NoiseFields({ target: { noise, selection, sampleRateHz } }: { readonly target: EffectTarget }) {
  const sec = (sample: number) => formatHms(sample / sampleRateHz);
  return (
    <div className={styles['noise']}>
      <button
        type="button"
        aria-disabled={selection === null}
        title={selection === null ? 'Select something first' : undefined}
        data-testid="effect-take-noise"
        onClick={() => runCommand('effects.takeNoise')}
      >
        Take the noise from the selection
      </button>
      <output data-testid="effect-noise">
        {noise === null ? 'No noise taken yet' : `Noise: ${sec(noise.startSample)} to ${sec(noise.endSample)}`}
      </output>
    </div>
  );
}
