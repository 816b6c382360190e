/** Recent projects as commands of the palette, kept current. */
import { useProject } from '../client/project.ts';
import { studio } from '../client/studio.ts';
import { registerCommands, type Command } from '../state/commands.ts';
import { tellOpenFailure } from './tellOpenFailure.ts';
import { saveViewStateNow } from './viewState/keepViewState.ts';

const most = 10;

export async function openRecent(recentId: string, name: string): Promise<void> {
  try {
    await studio.call['projects.openRecent']({ recentId });
  } catch (error) {
    tellOpenFailure(`Open ${name}`, error);
  }
}

async function readCommands(): Promise<Command[]> {
  const recent = await studio.call['projects.recent']({});
  return recent
    .filter((project) => project.exists)
    .slice(0, most)
    .map(({ recentId, name, filePath, isDraft }) => ({
      name: `file.recent.${recentId}`,
      title: `Open ${name} (${isDraft ? 'draft' : filePath})`,
      category: 'File',
      isListed: false,
      run: async () => {
        await saveViewStateNow();
        await openRecent(recentId, name);
      },
    }));
}

export function offerRecentProjects(): void {
  let remove: () => void = () => undefined;
  let path: string | null | undefined;
  const refresh = async () => {
    const commands = await readCommands();
    remove();
    remove = registerCommands(commands);
  };
  studio.onReady('Recent projects', refresh);
  useProject.subscribe(({ project }) => {
    if (project?.filePath === path) return;
    path = project?.filePath;
    refresh().catch(() => undefined); // the host is away: the next one is asked
  });
}
