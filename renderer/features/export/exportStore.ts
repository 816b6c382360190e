import { create } from 'zustand';
import type { ExportRequest } from '../../../preload/contract/exports.ts';
import { defaultExportSettings, type ExportSettings } from './exportSettings.ts';

export interface ChosenFolder {
  readonly folderId: string;
  readonly shownPath: string;
}

interface ExportStore {
  readonly isOpen: boolean;
  readonly settings: ExportSettings;
  readonly folder: ChosenFolder | null;
  readonly jobId: string | null; // of the export that runs or ended last, since the dialog was opened
  readonly placeId: string | null; // where it goes
  readonly request: ExportRequest | null; // what it was started with, whatever the dialog shows by now
  change(change: Partial<ExportSettings>): void;
}

/** Kept while the program runs: the next export mostly is like the last. */
export const useExport = create<ExportStore>()((set) => ({
  ...{ isOpen: false, settings: defaultExportSettings, folder: null, jobId: null, placeId: null, request: null },
  change: (change) => {
    set((s) => ({ settings: { ...s.settings, ...change } }));
  },
}));
