import { Pause, Play, Repeat, SkipBack, Square } from 'lucide-react';
import { CommandButton } from '../shared/ui/CommandButton.tsx';
import { useActiveDocument } from '../client/project.ts';
import { usePlayback } from '../state/playback.ts';

/** Names of the commands that features/playback registers. */
export function Transport() {
  const isPlaying = usePlayback((s) => s.state === 'playing' || s.state === 'starting');
  const isLooping = usePlayback((s) => s.isLooping);
  const isDisabled = useActiveDocument() === null;
  return (
    <>
      <CommandButton command="cursor.toStart" icon={SkipBack} isDisabled={isDisabled} />
      <CommandButton command="play.toggle" icon={isPlaying ? Pause : Play} isDisabled={isDisabled} isOn={isPlaying} />
      <CommandButton command="play.stop" icon={Square} isDisabled={isDisabled || !isPlaying} />
      <CommandButton command="play.toggleLoop" icon={Repeat} isDisabled={isDisabled} isOn={isLooping} />
    </>
  );
}
