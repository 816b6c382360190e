/** What runs once, before the first paint: commands, keys, theme, menu, view state. */
import { useSettings } from '../client/settings.ts';
import { onShellEvent } from '../client/shell.ts';
import { openAll } from './openAll.ts';
import { registerContours } from '../features/contours/index.ts';
import { registerEditing } from '../features/editing/index.ts';
import { registerEffects } from '../features/effects/index.ts';
import { registerExport } from '../features/export/index.ts';
import { registerFigures } from '../features/figures/index.ts';
import { registerMacros } from '../features/macros/index.ts';
import { registerMeasurements } from '../features/measurements/index.ts';
import { startPlayback } from '../features/playback/index.ts';
import { registerRecording } from '../features/recording/index.ts';
import { registerLive } from '../features/live/index.ts';
import { registerSpectrogramDrawing } from '../features/spectrogram/index.ts';
import { registerTiers } from '../features/tiersLane/index.ts';
import { registerTimelineCommands } from '../features/timeline/index.ts';
import { startKeys } from '../features/shortcuts/index.ts';
import { handleCommandFailures, runCommand } from '../state/commands.ts';
import { useKeymap } from '../state/keymap.ts';
import { notifyError } from '../state/notices.ts';
import { registerAppCommands } from './commands/index.ts';
import { followProject } from './followProject.ts';
import { followTheme } from './followTheme.ts';
import { offerRecentProjects } from './recentCommands.ts';
import { tellRefusedAtStart } from './tellOpenFailure.ts';
import { keepViewState } from './viewState/keepViewState.ts';

export function startShell(): void {
  handleCommandFailures((error, command) => {
    notifyError(command.title, error);
  });
  registerAppCommands();
  registerEditing();
  registerTiers();
  registerEffects();
  registerTimelineCommands();
  registerSpectrogramDrawing();
  registerContours();
  registerMacros();
  registerMeasurements();
  registerFigures();
  registerExport();
  registerLive();
  registerRecording();
  startPlayback();
  followTheme();
  followKeymap();
  startKeys();
  keepViewState(); // first: the view of the document before is stored before it gets the length of the next
  followProject();
  offerRecentProjects();
  tellRefusedAtStart();
  onShellEvent((event) => {
    if (event.kind === 'command') runCommand(event.name, 'menu');
    else if (event.kind === 'files.opened') void openAll(event.fileIds);
  });
}

function followKeymap(): void {
  const apply = () => {
    const { keyPreset, keyBindings } = useSettings.getState().settings;
    useKeymap.setState({ preset: keyPreset, bindings: keyBindings });
  };
  apply();
  useSettings.subscribe(apply);
}
