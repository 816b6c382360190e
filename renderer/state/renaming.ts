import { create } from 'zustand';

/** The thing (item of a tier, tier) whose name field is to have the focus as soon as it is shown. */
export const useRenaming = create<{ readonly key: string | null }>()(() => ({ key: null }));
