/** How the window is divided: panels, lanes' heights and folds. */
import { create } from 'zustand';

export type Workspace = 'inspect' | 'live' | 'models';
export type InspectorTab = 'inspector' | 'recordings' | 'settings' | 'shortcuts';
export type BottomTab =
  'jobs' | 'spectrum' | 'markers' | 'measurements' | 'voice' | 'history' | 'labels' | 'effects' | 'points' | 'macros';

export interface LaneLayout {
  readonly heightPx: number | null; // null: shares what is left
  readonly isFolded: boolean;
}

export interface Layout {
  readonly workspace: Workspace;
  readonly isInspectorOpen: boolean;
  readonly inspectorTab: InspectorTab;
  readonly inspectorPx: number;
  readonly isBottomOpen: boolean;
  readonly bottomTab: BottomTab;
  readonly bottomPx: number;
  readonly laneOrder: readonly string[]; // keys of state/lanes.ts; what is not named keeps its place
  readonly lanes: Readonly<Record<string, LaneLayout>>;
  /** Vertical axis of waveforms: linear amplitude or dB. */
  readonly waveformScale: 'linear' | 'db';
  /** By track: how far its waveforms are magnified; 1 where it is not named. */
  readonly waveformZooms: Readonly<Record<string, number>>;
}

export const defaultLayout: Layout = {
  workspace: 'inspect',
  isInspectorOpen: true,
  inspectorTab: 'inspector',
  inspectorPx: 264,
  isBottomOpen: false,
  bottomTab: 'jobs',
  bottomPx: 200,
  laneOrder: [],
  lanes: {},
  waveformScale: 'linear',
  waveformZooms: {},
};

const defaultLane: LaneLayout = { heightPx: null, isFolded: false };

export interface LayoutStore extends Layout {
  /** The lane that has or last had the focus; its settings are what the inspector shows. */
  readonly focusedLaneKey: string | null;
  change(change: Partial<Layout>): void;
  changeLane(key: string, change: Partial<LaneLayout>): void;
  focusLane(key: string | null): void;
}

export const useLayout = create<LayoutStore>()((set) => ({
  ...defaultLayout,
  focusedLaneKey: null,
  change: (change) => {
    set(change);
  },
  changeLane: (key, change) => {
    set((s) => ({ lanes: { ...s.lanes, [key]: { ...(s.lanes[key] ?? defaultLane), ...change } } }));
  },
  focusLane: (focusedLaneKey) => {
    set({ focusedLaneKey });
  },
}));
