import { create } from 'zustand';
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
  change(change: Partial<ExportSettings>): void;
}

/** Kept while the program runs: the next export mostly is like the last. */
export const useExport = create<ExportStore>()((set) => ({
  ...{ isOpen: false, settings: defaultExportSettings, folder: null, jobId: null, placeId: null },
  change: (change) => {
    set((s) => ({ settings: { ...s.settings, ...change } }));
  },
}));
