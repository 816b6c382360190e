/** Sound: the player, its commands, its meter and its settings. */
import { useSettings } from '../../client/settings.ts';
import { followScrub } from './followScrub.ts';
import { registerPlayCommands } from './playCommands.ts';
import { Player } from './player.ts';

export { LevelMeter } from './LevelMeter.tsx';
export { PlaybackSettings } from './PlaybackSettings.tsx';

/** Called once by the shell. */
export function startPlayback(): () => void {
  const player = new Player();
  const stopCommands = registerPlayCommands(player);
  const stopScrub = followScrub(player);
  const stopSettings = useSettings.subscribe(({ settings }, before) => {
    if (settings.outputDeviceId !== before.settings.outputDeviceId) void player.setDevice(settings.outputDeviceId);
  });
  return () => {
    stopCommands();
    stopScrub();
    stopSettings();
    player.stop();
  };
}
