/** An export of everything, as it is, into float; and one of every labelled interval. */
import type { ExportRequest } from '../../preload/contract/exports.ts';

export function exportRequest(documentId: string, change: Partial<ExportRequest> = {}): ExportRequest {
  return {
    documentId,
    content: { kind: 'mix', range: null, soloTrackIds: [] },
    format: { kind: 'wav', width: '32f', dither: 'none' },
    ...{ sampleRateHz: null, channels: null, level: { kind: 'keep' } },
    metadata: { title: '', artist: '', date: '', comment: '' },
    ...{ hasBroadcastExtension: false, hasCues: false, hasProvenance: false, nameTemplate: '{name}', replaces: false },
    ...change,
  };
}

export type Intervals = Extract<ExportRequest['content'], { kind: 'intervals' }>;

export function intervalsOf(tierId: string, change: Partial<Intervals> = {}): Intervals {
  return {
    ...{ kind: 'intervals', range: null, tierId, trackId: null, soloTrackIds: [], paddingSec: 0 },
    ...{ minSec: 0, maxSec: null, skipsEmpty: true, table: 'none', hasTextGrids: false },
    ...change,
  };
}
