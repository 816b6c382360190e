/** The voice report that is shown: of which stretch of what, by which parameters. */
import { create } from 'zustand';
import type { MeasuredOf, MeasuredTable } from '../../preload/contract/measures.ts';

export interface VoiceReport {
  readonly documentId: string;
  readonly sourceId: string;
  readonly channel: number;
  readonly of: MeasuredOf;
  readonly startSample: number;
  readonly endSample: number;
  readonly isWhole: boolean; // nothing was selected
  readonly table: MeasuredTable; // one row: every number of the report
  readonly parameters: string;
  readonly editId: number | null; // of the last edit that is in it
}

interface VoiceReportStore {
  readonly report: VoiceReport | null;
  readonly isMeasuring: boolean;
}

export const useVoiceReport = create<VoiceReportStore>()(() => ({ report: null, isMeasuring: false }));
