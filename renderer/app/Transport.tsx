import { Pause, Play, Repeat, SkipBack, Square } from 'lucide-react';
import { useActiveDocument } from '../client/project.ts';
import { DropOuts, PlaybackMeter } from '../features/playback/index.ts';
import { useTokens } from '../shared/theme/readTokens.ts';
import { CommandButton } from '../shared/ui/CommandButton.tsx';
import { usePlayback } from '../state/playback.ts';
import styles from './Toolbar.module.css';

export function Transport() {
  const state = usePlayback((s) => s.state);
  const isLooping = usePlayback((s) => s.isLooping);
  const isDisabled = useActiveDocument() === null;
  const theme = useTokens((s) => s.theme);
  const isStopped = state === 'stopped';
  return (
    <>
      <CommandButton command="cursor.toStart" icon={SkipBack} isDisabled={isDisabled} />
      <CommandButton command="play.toggle" icon={isStopped ? Play : Square} isDisabled={isDisabled} isOn={!isStopped} />
      <CommandButton command="play.pause" icon={Pause} isDisabled={isStopped} isOn={state === 'paused'} />
      <CommandButton command="play.toggleLoop" icon={Repeat} isDisabled={isDisabled} isOn={isLooping} />
      <div className={styles['meter']}>
        <PlaybackMeter key={theme} />
      </div>
      <DropOuts />
    </>
  );
}
