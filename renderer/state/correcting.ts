/** What clicks and drags in the lanes do instead of selecting: correct by hand, draw what is selected, move points of curves. */
import { create } from 'zustand';

export type CorrectingTool = 'pitch' | 'pulses';
export type MaskTool = 'lasso' | 'brush' | 'wand' | 'harmonics';

export const useCorrecting = create<{ readonly tool: CorrectingTool | MaskTool | 'points' | null }>()(() => ({
  tool: null,
}));
