/**
 * The one cursor and the one selection of all lanes, in samples of the active document and in Hz. A selection may have
 * more ranges of time beside the one that was made last, which is the one that edges, fields and keys act on.
 */
import { create } from 'zustand';

export interface FrequencyBand {
  readonly lowHz: number;
  readonly highHz: number;
}

export interface TimeRange {
  readonly startSample: number;
  readonly endSample: number; // exclusive, > startSample
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
  /** Ranges selected beside it, in order of time and apart from each other. */
  readonly others: readonly TimeRange[];
  /** The next range is one more: until it ends, moving and selecting leave `others` alone. */
  readonly isAdding: boolean;
  /** Where the pointer or keys last acted in frequency; null outside spectrograms. */
  readonly cursorHz: number | null;
  /** Moves the cursor and drops the selection. */
  moveCursor(sample: number): void;
  setCursorHz(hz: number | null): void;
  /** Extends from the anchor to `sample`; the cursor follows. */
  extendTo(sample: number): void;
  select(startSample: number, endSample: number, band?: FrequencyBand | null): void;
  setBand(band: FrequencyBand | null): void;
  /** One range more, which is the selection then; it takes in those that it touches. Without frequencies. */
  addRange(startSample: number, endSample: number): void;
  /** Keeps all that is selected; what is selected next is one range more. */
  beginRange(): void;
  endAdding(): void;
  /** Exactly these, joined where they touch; the first is the selection. None: nothing is selected. */
  setRanges(ranges: readonly TimeRange[]): void;
  clear(): void;
}

function between(a: number, b: number, band: FrequencyBand | null): Selection | null {
  const startSample = Math.max(0, Math.round(Math.min(a, b)));
  const endSample = Math.max(0, Math.round(Math.max(a, b)));
  return endSample > startSample ? { startSample, endSample, band } : null;
}

/** In order of time, those that touch as one. */
export function joinRanges(ranges: readonly TimeRange[]): readonly TimeRange[] {
  const sorted = ranges
    .map(({ startSample, endSample }) => ({ startSample, endSample }))
    .sort((a, b) => a.startSample - b.startSample);
  const joined: TimeRange[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (range.endSample <= range.startSample) continue;
    if (last === undefined || range.startSample > last.endSample) joined.push(range);
    else joined[joined.length - 1] = { ...last, endSample: Math.max(last.endSample, range.endSample) };
  }
  return joined;
}

/** All that is selected, in order of time. */
export function rangesOf({ selection, others }: Pick<SelectionStore, 'selection' | 'others'>): readonly TimeRange[] {
  if (selection === null) return others;
  const { startSample, endSample } = selection;
  return others.length === 0 ? [{ startSample, endSample }] : joinRanges([...others, selection]);
}

/** The range that holds `sample` is the selection, the rest are the others. */
function withActive(ranges: readonly TimeRange[], sample: number) {
  const active = ranges.find(({ startSample, endSample }) => startSample <= sample && sample < endSample) ?? ranges[0];
  if (active === undefined) return { selection: null, others: none, isAdding: false };
  return {
    isAdding: false,
    selection: { ...active, band: null },
    others: ranges.filter((range) => range !== active),
    cursorSample: active.startSample,
    anchorSample: active.startSample,
  };
}

function ordered(band: FrequencyBand): FrequencyBand {
  return { lowHz: Math.max(0, Math.min(band.lowHz, band.highHz)), highHz: Math.max(band.lowHz, band.highHz) };
}

const none: readonly TimeRange[] = [];
const keptOf = ({ others, isAdding }: SelectionStore) => ({ others: isAdding ? others : none });

export const useSelection = create<SelectionStore>()((set) => ({
  cursorSample: 0,
  anchorSample: 0,
  selection: null,
  others: none,
  isAdding: false,
  cursorHz: null,
  moveCursor: (sample) => {
    const cursorSample = Math.max(0, Math.round(sample));
    set((s) => ({ ...keptOf(s), cursorSample, anchorSample: cursorSample, selection: null }));
  },
  setCursorHz: (cursorHz) => {
    set({ cursorHz });
  },
  extendTo: (sample) => {
    set((s) => ({
      ...keptOf(s),
      cursorSample: Math.max(0, Math.round(sample)),
      selection: between(s.anchorSample, sample, s.selection?.band ?? null),
    }));
  },
  select: (startSample, endSample, band) => {
    set((s) => {
      const kept = band === undefined ? (s.selection?.band ?? null) : band === null ? null : ordered(band);
      const selection = between(startSample, endSample, kept);
      const at = Math.max(0, Math.round(startSample));
      const edge = selection?.startSample ?? at;
      return { ...keptOf(s), selection, cursorSample: edge, anchorSample: edge };
    });
  },
  setBand: (band) => {
    set((s) => (s.selection === null ? s : { selection: { ...s.selection, band: band && ordered(band) } }));
  },
  addRange: (startSample, endSample) => {
    set((s) => {
      const added = between(startSample, endSample, null);
      return added === null ? s : withActive(joinRanges([...rangesOf(s), added]), added.startSample);
    });
  },
  beginRange: () => {
    set((s) => ({
      others: rangesOf(s),
      isAdding: true,
      selection: null,
      cursorSample: s.selection?.endSample ?? s.cursorSample,
      anchorSample: s.selection?.endSample ?? s.cursorSample,
    }));
  },
  endAdding: () => {
    set({ isAdding: false });
  },
  setRanges: (ranges) => {
    const joined = joinRanges(ranges);
    set((s) => ({ anchorSample: s.cursorSample, ...withActive(joined, joined[0]?.startSample ?? 0) }));
  },
  clear: () => {
    set((s) => ({ selection: null, others: none, isAdding: false, anchorSample: s.cursorSample }));
  },
}));
