import { formatHms } from '../../shared/format/time.ts';
import type { DropOuts } from '../../state/playback.ts';

/** "2 drop-outs", and where the last was. */
export function dropOutText({ count, lastSec }: DropOuts): { readonly label: string; readonly detail: string } {
  const label = `${count} ${count === 1 ? 'drop-out' : 'drop-outs'}`;
  const where = lastSec === null ? '' : `, ${count === 1 ? '' : 'the last '}at ${formatHms(lastSec)}`;
  return { label, detail: `${label} in playback${where}: sound came too late. Press to reset.` };
}
