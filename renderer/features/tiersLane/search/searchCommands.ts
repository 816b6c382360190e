import { getActiveDocument } from '../../../client/project.ts';
import { focusedTier } from '../../../client/tiers.ts';
import type { Command } from '../../../state/commands.ts';
import { useLayout } from '../../../state/layout.ts';
import { useSearch, type SearchState } from './searchState.ts';

const whyNot = () => {
  const document = getActiveDocument();
  if (document === null) return 'no recording is open';
  return document.tiers.length === 0 ? 'there is no tier' : null;
};

/** Over the tier that has the focus, else over all. */
const open = (mode: SearchState['mode']) => () => {
  useLayout.getState().change({ workspace: 'inspect', isBottomOpen: true, bottomTab: 'labels' });
  useSearch.setState({ mode, scope: focusedTier()?.tierId ?? 'all', isAsked: true });
};

const search = (name: string, title: string, keys: Command['defaultKeys'], mode: SearchState['mode']): Command => ({
  name: `labels.${name}`,
  title,
  category: 'Mark',
  defaultKeys: keys ?? {},
  isEnabled: () => whyNot() === null,
  disabledReason: whyNot,
  run: open(mode),
});

export const searchCommands: readonly Command[] = [
  search('find', 'Find and replace in labels', { phonoscope: ['$mod+f'], audacity: ['$mod+Alt+f'] }, 'find'),
  search('check', 'Check labels against the alphabet', {}, 'alphabet'),
];
