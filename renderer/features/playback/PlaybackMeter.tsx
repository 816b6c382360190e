import { LevelMeter } from '../../shared/audio/LevelMeter.tsx';
import { usePlayback, type ChannelLevel } from '../../state/playback.ts';

const followLevels = (show: (levels: readonly ChannelLevel[]) => void): (() => void) =>
  usePlayback.subscribe((now, before) => {
    if (now.levels !== before.levels) show(now.levels);
  });

/** Level of what is being heard. */
export function PlaybackMeter() {
  return <LevelMeter label="Playback level" testId="level-meter" follow={followLevels} />;
}
