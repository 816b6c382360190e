/** How the next figure is drawn; what it shows is what the timeline shows. */
import { create } from 'zustand';
import type { FigureColourMapName, FigureFormatName, FigureThemeName } from '../../preload/contract/figureFormat.ts';

export interface FigureSettings {
  readonly range: 'view' | 'selection';
  readonly format: FigureFormatName;
  readonly widthMm: number;
  readonly heightMm: number | null; // null: by the panels
  readonly dpi: number;
  readonly textPt: number;
  readonly theme: FigureThemeName;
  readonly colours: FigureColourMapName | 'lane'; // of spectrograms
  readonly hasTitle: boolean; // name and parameters above
}

export const defaultFigureSettings: FigureSettings = {
  range: 'view',
  format: 'svg',
  widthMm: 170, // two columns of a journal
  heightMm: null,
  dpi: 300,
  textPt: 8,
  theme: 'light',
  colours: 'inverse-grey',
  hasTitle: true,
};

interface FigureStore {
  readonly isOpen: boolean; // its fields are shown
  readonly settings: FigureSettings;
  readonly jobId: string | null; // of the figure that is or was being made last
  change(change: Partial<FigureSettings>): void;
}

export const useFigure = create<FigureStore>()((set) => ({
  isOpen: false,
  settings: defaultFigureSettings,
  jobId: null,
  change: (change) => {
    set((s) => ({ settings: { ...s.settings, ...change } }));
  },
}));
