import type { LaneProps } from '../../state/lanes.ts';
import { useRecording } from '../../state/recording.ts';
import styles from './ArmButton.module.css';

/** In the header of a track's first waveform: takes go into this track. */
export function ArmButton({ document, lane }: Pick<LaneProps, 'document' | 'lane'>) {
  const isArmed = useRecording((s) => s.armedTrackId === lane.trackId);
  const track = document.tracks.find(({ trackId }) => trackId === lane.trackId);
  if (track === undefined || lane.channel !== 0) return null;
  return (
    <button
      type="button"
      className={styles['arm']}
      aria-pressed={isArmed}
      aria-label={`Record into ${track.name}`}
      title={isArmed ? 'Takes go into this track (Alt+R)' : 'Record into this track (Alt+R)'}
      onClick={() => {
        armTrack(track.trackId);
      }}
    >
      <span aria-hidden="true" />
    </button>
  );
}

export function armTrack(trackId: string): void {
  useRecording.setState((s) => ({ armedTrackId: s.armedTrackId === trackId ? null : trackId }));
}
