/** The one cursor and the one selection of all lanes, in samples of the active document and in Hz. */
import { create } from 'zustand';

export interface FrequencyBand {
  readonly lowHz: number;
  readonly highHz: number;
}

export interface Selection {
  readonly startSample: number;
  readonly endSample: number; // exclusive, > startSample
  readonly band: FrequencyBand | null; // null: all frequencies
}

export interface SelectionStore {
  /** Where playback starts and keys act; the moving edge while a selection is extended. */
  readonly cursorSample: number;
  /** The edge that stays while the selection is extended. */
  readonly anchorSample: number;
  readonly selection: Selection | null;
  /** Where the pointer or keys last acted in frequency; null outside spectrograms. */
  readonly cursorHz: number | null;
  /** Moves the cursor and drops the selection. */
  moveCursor(sample: number): void;
  setCursorHz(hz: number | null): void;
  /** Extends from the anchor to `sample`; the cursor follows. */
  extendTo(sample: number): void;
  select(startSample: number, endSample: number, band?: FrequencyBand | null): void;
  setBand(band: FrequencyBand | null): void;
  clear(): void;
}

function between(a: number, b: number, band: FrequencyBand | null): Selection | null {
  const startSample = Math.max(0, Math.round(Math.min(a, b)));
  const endSample = Math.max(0, Math.round(Math.max(a, b)));
  return endSample > startSample ? { startSample, endSample, band } : null;
}

function ordered(band: FrequencyBand): FrequencyBand {
  return { lowHz: Math.max(0, Math.min(band.lowHz, band.highHz)), highHz: Math.max(band.lowHz, band.highHz) };
}

export const useSelection = create<SelectionStore>()((set) => ({
  cursorSample: 0,
  anchorSample: 0,
  selection: null,
  cursorHz: null,
  moveCursor: (sample) => {
    const cursorSample = Math.max(0, Math.round(sample));
    set({ cursorSample, anchorSample: cursorSample, selection: null });
  },
  setCursorHz: (cursorHz) => {
    set({ cursorHz });
  },
  extendTo: (sample) => {
    set((s) => ({
      cursorSample: Math.max(0, Math.round(sample)),
      selection: between(s.anchorSample, sample, s.selection?.band ?? null),
    }));
  },
  select: (startSample, endSample, band) => {
    set((s) => {
      const kept = band === undefined ? (s.selection?.band ?? null) : band === null ? null : ordered(band);
      const selection = between(startSample, endSample, kept);
      const at = Math.max(0, Math.round(startSample));
      return { selection, cursorSample: selection?.startSample ?? at, anchorSample: selection?.startSample ?? at };
    });
  },
  setBand: (band) => {
    set((s) => (s.selection === null ? s : { selection: { ...s.selection, band: band && ordered(band) } }));
  },
  clear: () => {
    set((s) => ({ selection: null, anchorSample: s.cursorSample }));
  },
}));
