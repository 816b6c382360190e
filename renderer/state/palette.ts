import { create } from 'zustand';

export const usePaletteOpen = create<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }));
