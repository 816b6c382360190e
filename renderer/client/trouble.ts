/** What keeps the project from being written just now. */
import { create } from 'zustand';
import type { ProjectTrouble } from '../../preload/contract/project.ts';
import { studio } from './studio.ts';

export const useTrouble = create<{ readonly trouble: ProjectTrouble | null }>()(() => ({ trouble: null }));

studio.onEvent('project.trouble', ({ trouble }) => {
  useTrouble.setState({ trouble });
});
studio.onReady('Look at the project file', async () => {
  useTrouble.setState({ trouble: await studio.call['projects.trouble']({}) });
});

export async function lookAgain(): Promise<void> {
  useTrouble.setState({ trouble: await studio.call['projects.lookAgain']({}) });
}
