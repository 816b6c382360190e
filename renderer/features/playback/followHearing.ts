import { useHearing } from '../../state/hearing.ts';
import { notifyError } from '../../state/notices.ts';
import { usePlayback } from '../../state/playback.ts';
import type { Player } from './player.ts';

/** Plays what features want heard. */
export function followHearing(player: Player): () => void {
  return useHearing.subscribe(({ request }, before) => {
    if (request === null || request === before.request) return;
    const { isOnce = false, ...heard } = request;
    const loop = usePlayback.getState().isLooping && !isOnce;
    player.play({ ...heard, band: null, loop }).catch((error: unknown) => {
      notifyError('Hear the preview', error);
    });
  });
}
