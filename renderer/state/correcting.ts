/**
 * What clicks and drags in the lanes do instead of selecting: correct by hand, draw what is selected, move points of
 * curves, draw samples.
 */
import { create } from 'zustand';

export type CorrectingTool = 'pitch' | 'pulses';
export type MaskTool = 'lasso' | 'brush' | 'wand' | 'harmonics';
export type DrawingTool = 'pencil'; // of sample values

export const useCorrecting = create<{ readonly tool: CorrectingTool | MaskTool | DrawingTool | 'points' | null }>()(
  () => ({ tool: null }),
);
