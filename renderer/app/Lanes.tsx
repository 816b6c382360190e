import { useActiveDocument } from '../client/project.ts';
import { OverviewStrip } from '../features/overview/index.ts';
import { RecordLane, recordLanePx, useHasRecordLane } from '../features/recording/index.ts';
import { SpectrogramLane } from '../features/spectrogram/index.ts';
import { TierLane } from '../features/tiersLane/index.ts';
import { TimelineView, type FirstLane, type LaneViews } from '../features/timeline/index.ts';
import { WaveformLane } from '../features/waveform/index.ts';
import styles from './Lanes.module.css';

/** Features do not know each other: here is said which lane draws what. */
const laneViews: LaneViews = { waveform: WaveformLane, spectrogram: SpectrogramLane, tier: TierLane };

const takeLane: FirstLane = { heightPx: recordLanePx, View: RecordLane };

export function Lanes() {
  const document = useActiveDocument();
  const hasTake = useHasRecordLane();
  if (document === null) return null;
  return (
    <div className={styles['lanes']} data-testid="lanes">
      <OverviewStrip document={document} />
      <TimelineView document={document} laneViews={laneViews} first={hasTake ? takeLane : null} />
    </div>
  );
}
