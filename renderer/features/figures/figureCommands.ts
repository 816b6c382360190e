import { cancelJob } from '../../client/jobs.ts';
import { getActiveDocument } from '../../client/project.ts';
import { shell } from '../../client/shell.ts';
import { studio } from '../../client/studio.ts';
import { registerCommands, type Command } from '../../state/commands.ts';
import { useContourSettings } from '../../state/contourSettings.ts';
import { useFigure } from '../../state/figureSettings.ts';
import { inspectorSections } from '../../state/inspectorSections.ts';
import { useLayout } from '../../state/layout.ts';
import { useSelection } from '../../state/selection.ts';
import { useSpectrogramSettings } from '../../state/spectrogramSettings.ts';
import { useViewport } from '../../state/viewport.ts';
import { figureRequest, type Shown } from './figureRequest.ts';
import { FigureSection } from './FigureSection.tsx';

const hasSound = () => (getActiveDocument()?.tracks.length ?? 0) > 0;

function shownNow(): Shown | null {
  const document = getActiveDocument();
  if (document === null) return null;
  return {
    document,
    layout: useLayout.getState(),
    view: useViewport.getState(),
    selection: useSelection.getState().selection,
    spectrogram: useSpectrogramSettings.getState().settings,
    contours: useContourSettings.getState().settings,
  };
}

async function saveFigure(): Promise<void> {
  const shown = shownNow();
  if (shown === null) return;
  const { settings } = useFigure.getState();
  const figure = figureRequest(shown, settings); // what is shown now, not when the dialog is done
  const name = shown.document.name.replace(/\.[^.]*$/, '').slice(0, 180);
  const { fileId } = await shell['shell.chooseSaveFile']({
    suggestedName: `${name}.${settings.format}`,
    kind: 'figure',
  });
  if (fileId === null) return;
  const { jobId } = await studio.call['figures.export']({ fileId, figure });
  useFigure.setState({ jobId });
}

const commands: readonly Command[] = [
  {
    name: 'figure.open',
    title: 'Export figure…',
    category: 'File',
    defaultKeys: { phonoscope: ['$mod+Shift+e'] },
    isEnabled: hasSound,
    run: () => {
      useFigure.setState({ isOpen: true });
      useLayout.getState().change({ workspace: 'inspect', isInspectorOpen: true, inspectorTab: 'inspector' });
      requestAnimationFrame(() => {
        const first = document.querySelector<HTMLElement>('[data-testid="figure-range"]');
        first?.closest('section')?.scrollIntoView({ block: 'start' });
        first?.focus();
      });
    },
  },
  {
    name: 'figure.save',
    title: 'Save the figure as it is set',
    category: 'File',
    isEnabled: hasSound,
    run: saveFigure,
  },
  {
    name: 'figure.cancel',
    title: 'Cancel the figure',
    category: 'File',
    isListed: false,
    run: async () => {
      const { jobId } = useFigure.getState();
      if (jobId !== null) await cancelJob(jobId);
    },
  },
];

/** Commands and the section of the inspector. @returns a function that takes them away again */
export function registerFigures(): () => void {
  const stops = [registerCommands(commands), inspectorSections.add({ name: 'Figure', order: 5, View: FigureSection })];
  return () => {
    for (const stop of stops) stop();
  };
}
