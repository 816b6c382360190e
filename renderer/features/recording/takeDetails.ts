/** What the bar tells of a take beside its time: device, disk, what is wrong. Written by recordSession.ts only. */
import { create } from 'zustand';
import type { MicrophoneFormat } from '../../shared/capture/openMicrophone.ts';
import type { RecordProblem } from './recordMessages.ts';
import { TakeEnvelope } from './takeEnvelope.ts';

export interface TakeDetails {
  readonly takeId: string | null; // that is on its way to the disk
  readonly format: MicrophoneFormat | null; // as it was delivered
  readonly channels: number;
  readonly envelope: TakeEnvelope; // grows in place
  readonly waitingSec: number; // not on the disk yet
  readonly lostFrames: number;
  readonly writing: RecordProblem | null; // why it is not
  readonly freeBytes: number | null; // null: not known yet
}

export const noDetails: TakeDetails = {
  takeId: null,
  format: null,
  channels: 1,
  envelope: new TakeEnvelope(48_000),
  waitingSec: 0,
  lostFrames: 0,
  writing: null,
  freeBytes: null,
};

export const useTakeDetails = create<TakeDetails>()(() => noDetails);
