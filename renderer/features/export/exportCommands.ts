import { cancelJob } from '../../client/jobs.ts';
import { getActiveDocument } from '../../client/project.ts';
import { shell } from '../../client/shell.ts';
import { studio } from '../../client/studio.ts';
import { registerCommands, type Command } from '../../state/commands.ts';
import { useEditing } from '../../state/editing.ts';
import { useSelection } from '../../state/selection.ts';
import { exportExtensions } from '../../../preload/contract/exportFormat.ts';
import type { ExportRequest } from '../../../preload/contract/exports.ts';
import { exportRequest, type ExportScene, type ExportSettings, type ExportWhat } from './exportSettings.ts';
import { useExport } from './exportStore.ts';

export function sceneNow(): ExportScene | null {
  const document = getActiveDocument();
  if (document === null) return null;
  const { selection } = useSelection.getState();
  return { document, selection, soloTrackIds: useEditing.getState().soloTrackIds };
}

export async function chooseFolder(): Promise<void> {
  const { folder } = await shell['shell.chooseFolder']({});
  if (folder !== null) useExport.setState({ folder });
}

/** Asks where, unless that is known, then starts. @returns false: nothing was chosen */
export async function startExport(settings: ExportSettings): Promise<boolean> {
  const scene = sceneNow();
  if (scene === null) return false;
  const request = exportRequest(scene, settings); // what is shown now, not when the dialog is done
  const placeId = request.content.kind === 'mix' ? await chooseFile(scene, settings) : await folderId();
  if (placeId === null) return false;
  await start(request, placeId);
  return true;
}

/** The export that ran last once more, over its own files, with a level that nothing clips at. */
export async function exportAgainReduced(): Promise<void> {
  const { request, placeId } = useExport.getState();
  if (request !== null && placeId !== null)
    await start({ ...request, level: { kind: 'reduce' }, replaces: true }, placeId);
}

async function start(request: ExportRequest, placeId: string): Promise<void> {
  const { jobId } = await studio.call['exports.start']({ request, placeId });
  useExport.setState({ jobId, placeId, request });
}

async function folderId(): Promise<string | null> {
  if (useExport.getState().folder === null) await chooseFolder();
  return useExport.getState().folder?.folderId ?? null;
}

async function chooseFile({ document }: ExportScene, { format }: ExportSettings): Promise<string | null> {
  const name = document.name.replace(/\.[^.]*$/, '').slice(0, 180);
  const suggestedName = `${name}.${exportExtensions[format]}`;
  return (await shell['shell.chooseSaveFile']({ suggestedName, kind: format })).fileId;
}

export async function cancelExport(): Promise<void> {
  const { jobId } = useExport.getState();
  if (jobId !== null) await cancelJob(jobId);
}

const hasSound = () => (getActiveDocument()?.lengthSamples ?? 0) > 0;

const open = (what?: ExportWhat) => () => {
  const { change, settings } = useExport.getState();
  change({ what: what ?? settings.what });
  useExport.setState({ isOpen: true, jobId: null });
};

const commands: readonly Command[] = [
  {
    name: 'export.open',
    title: 'Export sound…',
    category: 'File',
    defaultKeys: { phonoscope: ['$mod+e'], audacity: ['$mod+Alt+e'] },
    isEnabled: hasSound,
    run: open(),
  },
  {
    name: 'export.selection',
    title: 'Export the selection…',
    category: 'File',
    isEnabled: () => hasSound() && useSelection.getState().selection !== null,
    run: open('selection'),
  },
  {
    name: 'export.intervals',
    title: 'Export labelled intervals…',
    category: 'File',
    isEnabled: () => hasSound() && getActiveDocument()?.tiers.some(({ kind }) => kind === 'interval') === true,
    run: open('intervals'),
  },
];

/** @returns a function that takes them away again */
export function registerExport(): () => void {
  return registerCommands(commands);
}
