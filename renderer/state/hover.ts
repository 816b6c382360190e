/** What is under the pointer in the lanes: the status bar reads it out. */
import { create } from 'zustand';

export interface Hover {
  readonly laneKey: string; // of state/lanes.ts
  readonly sample: number; // integer, of the active document
  readonly channel: number | null;
  readonly frequencyHz: number | null; // in lanes that have a frequency axis
  readonly levelDb: number | null; // of the spectrogram there, dB re full-scale sine
  readonly amplitude: number | null; // of the sample or of the envelope there, full scale ±1
}

export interface HoverStore {
  readonly hover: Hover | null;
  setHover(hover: Hover | null): void;
  /** What a drag in progress is doing, shown beside the pointer and in the status bar; null: no drag. */
  readonly dragText: string | null;
  setDragText(text: string | null): void;
}

export const useHover = create<HoverStore>()((set) => ({
  hover: null,
  setHover: (hover) => {
    set({ hover });
  },
  dragText: null,
  setDragText: (dragText) => {
    set({ dragText });
  },
}));
