/** Recording: a take from the input to the timeline, and what a crash left of one. */
import { registerCommands } from '../../state/commands.ts';
import { laneHeaders } from '../../state/laneHeaders.ts';
import { laneOverlays } from '../../state/laneOverlays.ts';
import { ArmButton } from './ArmButton.tsx';
import { recordCommands } from './recordCommands.ts';
import { RecordOverlay } from './RecordLane.tsx';
import { recordSession } from './recordSession.ts';
import { followUnfinished } from './unfinishedTakes.ts';

export { FirstTake } from './FirstTake.tsx';
export { RecordBar } from './RecordBar.tsx';
export { RecordLane, recordLanePx, useHasRecordLane } from './RecordLane.tsx';
export { RecordSettings } from './RecordSettings.tsx';
export { UnfinishedTakes } from './UnfinishedTakes.tsx';

export function registerRecording(): void {
  registerCommands(recordCommands);
  laneHeaders.add({ name: 'arm', kind: 'waveform', View: ArmButton });
  laneOverlays.add({ name: 'take', kind: 'waveform', View: RecordOverlay });
  recordSession.followHosts();
  followUnfinished();
}
