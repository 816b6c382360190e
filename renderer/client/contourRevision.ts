/** Counts what may have corrected contours by hand: what was analysed before is asked for anew. */
import { create } from 'zustand';
import { studio } from './studio.ts';

export const useContourRevision = create<{ readonly revision: number }>()(() => ({ revision: 0 }));

studio.onEvent('edits.changed', () => {
  useContourRevision.setState(({ revision }) => ({ revision: revision + 1 }));
});
