import { changeSettings, useSettings } from '../../client/settings.ts';
import { shell } from '../../client/shell.ts';
import type { Settings } from '../../../preload/contract/settings.ts';
import type { Command } from '../../state/commands.ts';
import { useLayout, type BottomTab, type InspectorTab, type Workspace } from '../../state/layout.ts';
import { focusLanes, focusNextRegion } from '../focusRegions.ts';
import { usePaletteOpen } from '../../state/palette.ts';

const workspaceCommand = (name: Workspace, title: string, key: string): Command => ({
  name: `workspace.${name}`,
  title,
  category: 'Window',
  defaultKeys: { phonoscope: [key] },
  isOn: () => useLayout.getState().workspace === name,
  run: () => {
    useLayout.getState().change({ workspace: name });
  },
});

/** Shows the tab; asked again, folds the panel away. */
const side = (name: string, tab: InspectorTab, title: string, keys: readonly string[]): Command => ({
  name,
  title,
  category: 'Window',
  defaultKeys: { phonoscope: keys },
  run: () => {
    const { workspace: shown, isInspectorOpen, inspectorTab, change } = useLayout.getState();
    const isShown = shown === 'inspect' && isInspectorOpen && inspectorTab === tab;
    change({ workspace: 'inspect', isInspectorOpen: !isShown, inspectorTab: tab });
  },
});

const bottom = (tab: BottomTab, title: string, keys: readonly string[]): Command => ({
  name: `panel.${tab}`,
  title,
  category: 'Window',
  defaultKeys: { phonoscope: keys },
  run: () => {
    const { isBottomOpen, bottomTab, change } = useLayout.getState();
    change({ workspace: 'inspect', isBottomOpen: !(isBottomOpen && bottomTab === tab), bottomTab: tab });
  },
});

const setting = (name: string, title: string, change: Partial<Settings>): Command => ({
  name,
  title,
  category: 'Window',
  isOn: () =>
    Object.entries(change).every(([key, value]) => useSettings.getState().settings[key as keyof Settings] === value),
  run: () => changeSettings(change),
});

const focus = (name: string, title: string, keys: readonly string[], run: () => void): Command => ({
  name: `focus.${name}`,
  title,
  category: 'Window',
  defaultKeys: { phonoscope: keys },
  run,
});

const toggles: readonly Command[] = [
  {
    name: 'view.toggleInspector',
    title: 'Show or hide the side panel',
    category: 'Window',
    defaultKeys: { phonoscope: ['i'] },
    isOn: () => useLayout.getState().isInspectorOpen,
    run: () => {
      const { workspace, isInspectorOpen, change } = useLayout.getState();
      change({ workspace: 'inspect', isInspectorOpen: workspace !== 'inspect' || !isInspectorOpen });
    },
  },
  {
    name: 'view.toggleBottom',
    title: 'Show or hide the bottom panel',
    category: 'Window',
    defaultKeys: { phonoscope: ['j'] },
    isOn: () => useLayout.getState().isBottomOpen,
    run: () => {
      const { workspace, isBottomOpen, change } = useLayout.getState();
      change({ workspace: 'inspect', isBottomOpen: workspace !== 'inspect' || !isBottomOpen });
    },
  },
  {
    name: 'view.nextTimeFormat',
    title: 'Next time format',
    category: 'View',
    defaultKeys: { phonoscope: ['t'] },
    run: () => {
      const formats = ['hms', 'seconds', 'samples', 'frames'] as const;
      const at = formats.indexOf(useSettings.getState().settings.timeFormat);
      return changeSettings({ timeFormat: formats[(at + 1) % formats.length] ?? 'hms' });
    },
  },
  {
    name: 'select.toggleSnap',
    title: 'Snap selections to zero crossings',
    category: 'Select',
    defaultKeys: { phonoscope: ['Shift+Z'] },
    isOn: () => useSettings.getState().settings.snapToZeroCrossing,
    run: () => changeSettings({ snapToZeroCrossing: !useSettings.getState().settings.snapToZeroCrossing }),
  },
];

export const windowCommands: readonly Command[] = [
  {
    name: 'app.palette',
    title: 'Search commands',
    category: 'Help',
    defaultKeys: { phonoscope: ['$mod+k'] },
    run: () => {
      usePaletteOpen.setState((s) => ({ isOpen: !s.isOpen }));
    },
  },
  workspaceCommand('inspect', 'Workspace: Inspect', 'Alt+1'),
  workspaceCommand('live', 'Workspace: Live', 'Alt+2'),
  workspaceCommand('models', 'Workspace: Models', 'Alt+3'),
  side('app.inspector', 'inspector', 'Inspector', []),
  side('app.recordings', 'recordings', 'Recordings', []),
  side('app.settings', 'settings', 'Settings', ['$mod+;']),
  side('app.shortcuts', 'shortcuts', 'Keyboard shortcuts', ['Shift+?']),
  bottom('jobs', 'Jobs', ['Shift+J']),
  bottom('spectrum', 'Spectrum', ['Shift+S']),
  bottom('history', 'History of edits', ['$mod+Shift+h']),
  bottom('effects', 'Effects', ['Shift+E']),
  bottom('points', 'Pitch and durations', []),
  bottom('macros', 'Macros', ['$mod+Alt+m']),
  bottom('markers', 'Markers table', ['Shift+M']),
  ...toggles,
  setting('theme.dark', 'Theme: dark', { theme: 'dark' }),
  setting('theme.light', 'Theme: light', { theme: 'light' }),
  setting('theme.system', 'Theme: as the system', { theme: 'system' }),
  setting('keys.phonoscope', 'Keys: Phonoscope', { keyPreset: 'phonoscope' }),
  setting('keys.praat', 'Keys: Praat', { keyPreset: 'praat' }),
  setting('keys.audacity', 'Keys: Audacity', { keyPreset: 'audacity' }),
  focus('lanes', 'Go to the lanes, then from lane to lane', ['$mod+F6'], () => {
    focusLanes(1);
  }),
  focus('previousLane', 'Go to the previous lane', ['$mod+Shift+F6'], () => {
    focusLanes(-1);
  }),
  {
    ...focus('next', 'Go to the next part of the window', ['F6'], () => {
      focusNextRegion(1);
    }),
    // F5 to F8 are Praat's: pitch and its kin.
    defaultKeys: { phonoscope: ['F6'], praat: [] },
  },
  {
    ...focus('previous', 'Go to the previous part of the window', ['Shift+F6'], () => {
      focusNextRegion(-1);
    }),
    defaultKeys: { phonoscope: ['Shift+F6'], praat: [] },
  },
  {
    name: 'window.fullScreen',
    title: 'Full screen',
    category: 'Window',
    defaultKeys: { phonoscope: ['F11'] },
    run: () => shell['shell.toggleFullScreen']({}),
  },
];
