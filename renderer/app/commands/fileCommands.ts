import { openAll } from '../openAll.ts';
import { openRecent } from '../recentCommands.ts';
import { useProject } from '../../client/project.ts';
import { shell } from '../../client/shell.ts';
import { studio } from '../../client/studio.ts';
import { runCommand, type Command } from '../../state/commands.ts';
import { saveViewStateNow } from '../viewState/keepViewState.ts';

const hasProject = () => useProject.getState().project !== null;

async function chooseAndOpen(): Promise<void> {
  const { fileIds } = await shell['shell.chooseFiles']({ kind: 'any' });
  if (fileIds.length > 0) await openAll(fileIds);
}

async function save(): Promise<void> {
  const project = useProject.getState().project;
  if (project === null) return;
  if (project.filePath === null) await saveAs();
  else {
    await saveViewStateNow();
    await studio.call['projects.save']({ fileId: null });
  }
}

async function saveAs(): Promise<void> {
  const project = useProject.getState().project;
  if (project === null) return;
  const { fileId } = await shell['shell.chooseSaveFile']({
    suggestedName: `${project.name}.phono`,
    kind: 'project',
  });
  if (fileId === null) return;
  await saveViewStateNow();
  await studio.call['projects.save']({ fileId });
}

async function openLatest(): Promise<void> {
  const recent = await studio.call['projects.recent']({});
  const latest = recent.find((r) => r.exists);
  if (latest !== undefined) await openRecent(latest.recentId, latest.name);
}

export const fileCommands: readonly Command[] = [
  {
    name: 'file.open',
    title: 'Open…',
    category: 'File',
    defaultKeys: { phonoscope: ['$mod+o'], praat: ['$mod+Shift+o'] },
    run: chooseAndOpen,
  },
  {
    name: 'file.openSample',
    title: 'Open the sample recording',
    category: 'File',
    run: () => studio.call['projects.openSample']({}),
  },
  { name: 'file.openLatest', title: 'Open the latest project', category: 'File', run: openLatest },
  {
    name: 'file.new',
    title: 'New project',
    category: 'File',
    defaultKeys: { phonoscope: ['$mod+n'], praat: [] },
    run: async () => {
      await saveViewStateNow();
      await studio.call['projects.create']({});
    },
  },
  {
    name: 'file.save',
    title: 'Save',
    category: 'File',
    defaultKeys: { phonoscope: ['$mod+s'] },
    isEnabled: hasProject,
    run: save,
  },
  {
    name: 'file.saveAs',
    title: 'Save as…',
    category: 'File',
    defaultKeys: { phonoscope: ['$mod+Shift+s'] },
    isEnabled: hasProject,
    run: saveAs,
  },
  {
    name: 'file.close',
    title: 'Close project',
    category: 'File',
    defaultKeys: { phonoscope: ['$mod+w'] },
    isEnabled: hasProject,
    run: async () => {
      runCommand('play.stop');
      await saveViewStateNow();
      await studio.call['projects.close']({});
    },
  },
];
