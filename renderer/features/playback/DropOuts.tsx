/** How often sound came too late to be heard without a gap; nothing while there was none. */
import { runCommand } from '../../state/commands.ts';
import { usePlayback } from '../../state/playback.ts';
import { dropOutText } from './dropOutText.ts';
import styles from './DropOuts.module.css';

export function DropOuts() {
  const dropOuts = usePlayback((s) => s.dropOuts);
  if (dropOuts.count === 0) return null;
  const { label, detail } = dropOutText(dropOuts);
  return (
    <button
      type="button"
      className={styles['dropOuts']}
      title={detail}
      data-testid="drop-outs"
      onClick={() => runCommand('play.resetDropOuts')}
    >
      {label}
    </button>
  );
}
