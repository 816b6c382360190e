import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Command, KeyPreset } from '../../../../renderer/state/commands.ts';

let commands: readonly Command[] = [];
let conflictsOf: (preset: KeyPreset) => string[] = () => [];

/** The page's globals, as far as modules touch them when they are loaded. */
function stubPage(): void {
  const silent = () => undefined;
  const page = {
    addEventListener: silent,
    removeEventListener: silent,
    matchMedia: () => ({ matches: false, addEventListener: silent }),
    phonoscope: { onShellEvent: silent, requestStudioPort: silent, shellCall: silent, registerDroppedFile: silent },
  };
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', { documentElement: { dataset: {} }, querySelector: () => null });
  vi.stubGlobal('getComputedStyle', () => ({ getPropertyValue: () => '' }));
}

beforeAll(async () => {
  stubPage();
  const [
    { registerAppCommands },
    { registerPlayCommands },
    { Player },
    { registerTimelineCommands },
    { registerContours },
    { registerMeasurements },
    { editingCommands },
    { tierEditingCommands },
    { effectCommands },
    { spectralCommands },
    { maskToolCommands },
    { maskCommands },
    { useCommands, registerCommands },
    { findConflicts },
  ] = await Promise.all([
    import('../../../../renderer/app/commands/index.ts'),
    import('../../../../renderer/features/playback/playCommands.ts'),
    import('../../../../renderer/features/playback/player.ts'),
    import('../../../../renderer/features/timeline/timelineCommands.ts'),
    import('../../../../renderer/features/contours/contourCommands.ts'),
    import('../../../../renderer/features/measurements/measureCommands.ts'),
    import('../../../../renderer/features/editing/editingCommands.ts'),
    import('../../../../renderer/features/tiersLane/tierEditingCommands.ts'),
    import('../../../../renderer/features/effects/effectCommands.ts'),
    import('../../../../renderer/features/effects/spectralCommands.ts'),
    import('../../../../renderer/features/effects/mask/maskTools.ts'),
    import('../../../../renderer/features/effects/mask/maskCommands.ts'),
    import('../../../../renderer/state/commands.ts'),
    import('../../../../renderer/state/keymap.ts'),
  ]);
  registerAppCommands();
  registerTimelineCommands();
  registerContours();
  registerMeasurements();
  registerCommands(editingCommands);
  registerCommands(tierEditingCommands);
  registerCommands([...effectCommands, ...spectralCommands, ...maskToolCommands, ...maskCommands]);
  registerPlayCommands(new Player());
  commands = [...useCommands.getState().commands.values()];
  conflictsOf = (preset) =>
    findConflicts(commands, { preset, bindings: {} }).map(
      ({ key, commands: claimants }) => `${key}: ${claimants.map((c) => c.name).join(', ')}`,
    );
});

describe.each<KeyPreset>(['phonoscope', 'praat', 'audacity'])('the %s preset', (preset) => {
  it('gives every key to one command', () => {
    expect(conflictsOf(preset)).toEqual([]);
  });
});

it('has a command for every item of the window’s menu', () => {
  const names = new Set(commands.map((c) => c.name));
  const menu = ['file.open', 'file.openSample', 'file.save', 'file.saveAs', 'file.close'];
  const view = ['view.zoomIn', 'view.zoomOut', 'view.fit', 'view.zoomToSelection', 'app.palette', 'app.shortcuts'];
  expect([...menu, ...view].filter((name) => !names.has(name))).toEqual([]);
});

it('titles are sentences without a full stop, each once', () => {
  const titles = commands.map((c) => c.title);
  expect(titles.filter((title) => !/^\p{Lu}[^.]*$/u.test(title))).toEqual([]);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});
