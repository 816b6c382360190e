/** What the dialog asks for, and the request that it becomes. */
import type {
  DataSetTable,
  ExportDither,
  ExportFormatName,
  FlacWidth,
  LossyName,
  WavWidth,
} from '../../../preload/contract/exportFormat.ts';
import { usualNames } from '../../../preload/contract/exportFormat.ts';
import type { ExportContent, ExportFormat, ExportRequest } from '../../../preload/contract/exports.ts';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import type { Selection } from '../../state/selection.ts';

export type ExportWhat = 'mix' | 'selection' | 'stems' | 'intervals';

export interface ExportSettings {
  readonly what: ExportWhat;
  readonly trackIds: readonly string[] | null; // of stems; null: those that are heard
  readonly tierId: string; // '': the first
  readonly trackId: string; // whose intervals; '': the mix
  readonly isWithinSelection: boolean;
  readonly paddingSec: number;
  readonly minSec: number;
  readonly maxSec: number | null;
  readonly skipsEmpty: boolean;
  readonly table: DataSetTable;
  readonly hasTextGrids: boolean;
  readonly names: Readonly<Record<'stems' | 'intervals', string>>;
  readonly format: ExportFormatName;
  readonly wavWidth: WavWidth;
  readonly flacWidth: FlacWidth;
  readonly dither: ExportDither;
  readonly kbps: Readonly<Record<LossyName, number>>;
  readonly rateHz: number; // 0: the document's
  readonly channels: 0 | 1 | 2; // 0: as there are
  readonly level: 'keep' | 'reduce' | 'peak';
  readonly peakDb: number;
  readonly title: string;
  readonly artist: string;
  readonly date: string;
  readonly comment: string;
  readonly hasBroadcastExtension: boolean;
  readonly hasCues: boolean;
  readonly hasProvenance: boolean;
  readonly replaces: boolean;
}

export const defaultExportSettings: ExportSettings = {
  ...{ what: 'mix', trackIds: null, tierId: '', trackId: '', isWithinSelection: false },
  ...{ paddingSec: 0, minSec: 0, maxSec: null, skipsEmpty: true, table: 'none', hasTextGrids: false },
  names: { stems: usualNames.stems, intervals: usualNames.intervals },
  ...{ format: 'wav', wavWidth: '24', flacWidth: '24', dither: 'none', kbps: { opus: 96, aac: 160, mp3: 192 } },
  ...{ rateHz: 0, channels: 0, level: 'keep', peakDb: -1 },
  ...{ title: '', artist: '', date: '', comment: '' },
  ...{ hasBroadcastExtension: false, hasCues: false, hasProvenance: false, replaces: false },
};

/** What there is to choose from. */
export interface ExportScene {
  readonly document: DocumentInfo;
  readonly selection: Selection | null;
  readonly soloTrackIds: readonly string[];
}

export function intervalTiers({ tiers }: DocumentInfo) {
  return tiers.filter(({ kind }) => kind === 'interval');
}

/** What is asked for but not there, as a selection that was dropped, gives way to the whole. */
export function possibleWhat({ document, selection }: ExportScene, what: ExportWhat): ExportWhat {
  if (what === 'selection' && selection === null) return 'mix';
  return what === 'intervals' && intervalTiers(document).length === 0 ? 'mix' : what;
}

export function heardTrackIds({ document, soloTrackIds }: ExportScene): string[] {
  const solo = document.tracks.filter(({ trackId }) => soloTrackIds.includes(trackId));
  return (solo.length > 0 ? solo : document.tracks.filter(({ isMuted }) => !isMuted)).map(({ trackId }) => trackId);
}

export function stemTrackIds(scene: ExportScene, { trackIds }: ExportSettings): string[] {
  const wanted = trackIds ?? heardTrackIds(scene);
  return scene.document.tracks.map(({ trackId }) => trackId).filter((trackId) => wanted.includes(trackId));
}

export function exportRequest(scene: ExportScene, settings: ExportSettings): ExportRequest {
  const { document } = scene;
  const { title, artist, date, comment, hasProvenance, replaces } = settings;
  const content = contentOf(scene, settings);
  const isWav = settings.format === 'wav';
  return {
    ...{ documentId: document.documentId, content, format: formatOf(settings) },
    sampleRateHz: settings.rateHz === 0 ? null : settings.rateHz,
    channels: settings.channels === 0 ? null : settings.channels,
    level: settings.level === 'peak' ? { kind: 'peak', db: settings.peakDb } : { kind: settings.level },
    metadata: { title, artist, date, comment },
    hasBroadcastExtension: isWav && settings.hasBroadcastExtension,
    hasCues: isWav && settings.hasCues,
    ...{ hasProvenance, replaces },
    nameTemplate: content.kind === 'mix' ? usualNames.mix : settings.names[content.kind],
  };
}

function contentOf(scene: ExportScene, settings: ExportSettings): ExportContent {
  const { document, selection, soloTrackIds } = scene;
  const what = possibleWhat(scene, settings.what);
  const solo = soloTrackIds.filter((id) => document.tracks.some(({ trackId }) => trackId === id));
  const selected = selection === null ? null : { startSample: selection.startSample, endSample: selection.endSample };
  if (what === 'mix' || what === 'selection')
    return { kind: 'mix', range: what === 'selection' ? selected : null, soloTrackIds: solo };
  const range = settings.isWithinSelection ? selected : null;
  if (what === 'stems') return { kind: 'stems', range, trackIds: stemTrackIds(scene, settings) };
  const tiers = intervalTiers(document);
  const tier = tiers.find(({ tierId }) => tierId === settings.tierId) ?? tiers[0];
  const { paddingSec, minSec, maxSec, skipsEmpty, table, hasTextGrids } = settings;
  const track = document.tracks.find(({ trackId }) => trackId === settings.trackId);
  return {
    ...{ kind: 'intervals', range, tierId: tier?.tierId ?? '', trackId: track?.trackId ?? null, soloTrackIds: solo },
    ...{ paddingSec, minSec, maxSec, skipsEmpty, table, hasTextGrids },
  };
}

function formatOf({ format, wavWidth, flacWidth, dither, kbps }: ExportSettings): ExportFormat {
  if (format === 'wav') return { kind: 'wav', width: wavWidth, dither: canDither(wavWidth) ? dither : 'none' };
  if (format === 'flac') return { kind: 'flac', width: flacWidth, dither };
  return { kind: format, kbps: kbps[format] };
}

export function canDither(width: WavWidth): boolean {
  return width === '8' || width === '16' || width === '24';
}
