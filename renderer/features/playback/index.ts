/** Sound: the player, its commands, its meter and its settings. */
import { useProject } from '../../client/project.ts';
import { useSettings } from '../../client/settings.ts';
import { notifyError } from '../../state/notices.ts';
import { followHearing } from './followHearing.ts';
import { followScrub } from './followScrub.ts';
import { registerPlayCommands } from './playCommands.ts';
import { Player } from './player.ts';

export { DropOuts } from './DropOuts.tsx';
export { PlaybackMeter } from './PlaybackMeter.tsx';
export { PlaybackSettings } from './PlaybackSettings.tsx';

/** Called once by the shell. */
export function startPlayback(): () => void {
  const player = new Player();
  const stopCommands = registerPlayCommands(player);
  const stopScrub = followScrub(player);
  const stopHearing = followHearing(player);
  const stopSettings = useSettings.subscribe(({ settings }, before) => {
    if (settings.outputDeviceId === before.settings.outputDeviceId) return;
    player.setDevice(settings.outputDeviceId).catch((error: unknown) => {
      notifyError('Choose the output', error);
    });
  });
  // The playhead is drawn over the recording that is shown: what is not shown falls silent.
  const stopProject = useProject.subscribe((now, before) => {
    if (now.activeDocumentId !== before.activeDocumentId) player.stop();
  });
  return () => {
    stopCommands();
    stopScrub();
    stopHearing();
    stopSettings();
    stopProject();
    player.stop();
  };
}
