/** What the Edit menu and the menu of lanes list, in this order. */
import type { CommandSection } from '../../shared/ui/commandGroups.ts';

export const editSections: readonly CommandSection[] = [{ title: 'Edit', names: ['edit.undo', 'edit.redo'] }];
