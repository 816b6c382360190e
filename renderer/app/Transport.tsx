import { Circle, Pause, Play, Repeat, SkipBack, Square } from 'lucide-react';
import { useActiveDocument } from '../client/project.ts';
import { DropOuts, PlaybackMeter } from '../features/playback/index.ts';
import { useTokens } from '../shared/theme/readTokens.ts';
import { CommandButton } from '../shared/ui/CommandButton.tsx';
import { usePlayback } from '../state/playback.ts';
import { useRecording } from '../state/recording.ts';
import styles from './Toolbar.module.css';

export function Transport() {
  const state = usePlayback((s) => s.state);
  const isLooping = usePlayback((s) => s.isLooping);
  const isRecording = useRecording((s) => s.status !== 'idle');
  const isRecordPaused = useRecording((s) => s.status === 'paused');
  const isDisabled = useActiveDocument() === null;
  const theme = useTokens((s) => s.theme);
  const isStopped = state === 'stopped';
  return (
    <>
      <CommandButton command="cursor.toStart" icon={SkipBack} isDisabled={isDisabled} />
      <CommandButton command="play.toggle" icon={isStopped ? Play : Square} isDisabled={isDisabled} isOn={!isStopped} />
      <CommandButton
        command="play.pause"
        icon={Pause}
        isDisabled={isStopped && !isRecording}
        isOn={state === 'paused' || isRecordPaused}
      />
      <span className={styles['record']} data-on={isRecording || undefined}>
        <CommandButton command="record.toggle" icon={isRecording ? Square : Circle} isOn={isRecording} />
      </span>
      <CommandButton command="play.toggleLoop" icon={Repeat} isDisabled={isDisabled} isOn={isLooping} />
      <div className={styles['meter']}>
        <PlaybackMeter key={theme} />
      </div>
      <DropOuts />
    </>
  );
}
