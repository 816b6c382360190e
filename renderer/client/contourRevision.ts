/** Counts the corrections by hand: what was analysed before one is asked for anew. */
import { create } from 'zustand';

export const useContourRevision = create<{ readonly revision: number }>()(() => ({ revision: 0 }));
