import { create } from 'zustand';

/** The item whose name field is to have the focus as soon as it is shown. */
export const useRenaming = create<{ readonly itemId: string | null }>()(() => ({ itemId: null }));
