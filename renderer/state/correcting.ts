/** What clicks and drags in the lanes do instead of selecting time and frequency: correct by hand, or draw what is selected. */
import { create } from 'zustand';

export type CorrectingTool = 'pitch' | 'pulses';
export type MaskTool = 'lasso' | 'brush' | 'wand';

export const useCorrecting = create<{ readonly tool: CorrectingTool | MaskTool | null }>()(() => ({ tool: null }));
