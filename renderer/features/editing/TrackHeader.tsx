import type { LaneProps } from '../../state/lanes.ts';
import { useEditing } from '../../state/editing.ts';
import { notifyError } from '../../state/notices.ts';
import { formatDb, signed } from '../../shared/format/level.ts';
import { askTrackGain, gainDbOf, toggleMute, toggleSolo } from './trackCommands.ts';
import styles from './TrackHeader.module.css';

/** Mute, solo and gain of a track, in the header of its first waveform. */
export function TrackHeader({ document, lane }: Pick<LaneProps, 'document' | 'lane'>) {
  const soloed = useEditing((s) => s.soloTrackIds);
  const track = document.tracks.find(({ trackId }) => trackId === lane.trackId);
  if (track === undefined || lane.channel !== 0) return null;
  const isSolo = soloed.includes(track.trackId);
  const gainDb = gainDbOf(track);
  return (
    <div className={styles['track']} data-testid="track-header">
      <button
        type="button"
        aria-pressed={track.isMuted}
        aria-label={`Mute ${track.name}`}
        title="Mute (Shift+U)"
        onClick={() => {
          toggleMute(track).catch((error: unknown) => {
            notifyError('Mute a track', error);
          });
        }}
      >
        M
      </button>
      {document.tracks.length > 1 && (
        <button
          type="button"
          aria-pressed={isSolo}
          aria-label={`Hear ${track.name} alone`}
          title="Hear alone (Shift+O)"
          onClick={() => {
            toggleSolo(track);
          }}
        >
          S
        </button>
      )}
      <button
        type="button"
        className={styles['gain']}
        data-changed={gainDb === 0 ? undefined : true}
        aria-label={`Gain of ${track.name}, ${formatDb(gainDb)}`}
        title="Gain of the track, dB (Ctrl+Shift+G)"
        onClick={() => {
          askTrackGain(track);
        }}
      >
        {signed(gainDb, 1)}
      </button>
    </div>
  );
}
