/** What clicks and drags in the lanes correct by hand, if anything. */
import { create } from 'zustand';

export type CorrectingTool = 'pitch' | 'pulses';

export const useCorrecting = create<{ readonly tool: CorrectingTool | null }>()(() => ({ tool: null }));
