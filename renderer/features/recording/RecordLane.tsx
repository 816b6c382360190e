import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { useProject } from '../../client/project.ts';
import type { LaneProps } from '../../state/lanes.ts';
import { useRecording } from '../../state/recording.ts';
import styles from './RecordLane.module.css';
import { TakePicture } from './TakePicture.tsx';

export const recordLanePx = 96;

/** A take that becomes a track of the document that is shown has a lane of its own while it runs. */
export function useHasRecordLane(): boolean {
  const documentId = useProject((s) => s.activeDocumentId);
  return useRecording((s) => s.status !== 'idle' && s.place?.trackId === null && s.place.documentId === documentId);
}

export function RecordLane({ document, widthPx }: { readonly document: DocumentInfo; readonly widthPx: number }) {
  const name = useRecording((s) => s.name);
  return (
    <section
      className={styles['lane']}
      style={{ height: recordLanePx }}
      aria-label={`Recording ${name}`}
      data-testid="record-lane"
      data-no-select=""
    >
      <header className={styles['header']}>
        <span className={styles['dot']} aria-hidden="true" />
        <span className={styles['title']} title={name}>
          {name}
        </span>
      </header>
      <div className={styles['content']} style={{ width: widthPx }}>
        <TakePicture document={document} widthPx={widthPx} heightPx={recordLanePx - 1} hasGround={false} />
      </div>
    </section>
  );
}

/** Over the waveforms of the track that a take goes into. */
export function RecordOverlay({ document, lane, widthPx, heightPx }: LaneProps) {
  const isHere = useRecording((s) => s.status !== 'idle' && s.place?.trackId === lane.trackId);
  if (!isHere) return null;
  return (
    <div data-testid={`${lane.testId}-take`}>
      <TakePicture document={document} widthPx={widthPx} heightPx={heightPx} hasGround />
    </div>
  );
}
