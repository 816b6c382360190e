import { useEngine } from '../../client/engine.ts';
import { isOver, useJobs } from '../../client/jobs.ts';
import { runCommand } from '../../state/commands.ts';
import styles from './EngineChip.module.css';
import { percentText } from './jobText.ts';

/** State of the engines and what is running; opens the jobs. */
export function EngineChip() {
  const { studio, inference, detail } = useEngine();
  const running = useJobs((s) => s.jobs).filter((job) => !isOver(job));
  const worst = [studio, inference].includes('lost')
    ? 'lost'
    : [studio, inference].includes('starting')
      ? 'starting'
      : 'ready';
  const state = { lost: 'Engine restarting', starting: 'Engine starting', ready: 'Engine ready' }[worst];
  const first = running[0];
  const text = first === undefined ? state : `${percentText(first)} ${first.title}`.trim();
  const more = running.length > 1 ? ` +${running.length - 1}` : '';
  return (
    <button
      type="button"
      className={styles['chip']}
      data-state={worst}
      data-busy={running.length > 0 || undefined}
      data-testid="engine-chip"
      title={[state, detail].filter(Boolean).join(': ')}
      onClick={() => runCommand('panel.jobs')}
    >
      <span className={styles['dot']} aria-hidden />
      <span className={styles['text']}>
        {text}
        {more}
      </span>
    </button>
  );
}
