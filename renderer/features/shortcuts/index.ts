/** Keys: what is pressed runs commands; the sheet shows and rebinds them. */
export { startKeys } from './startKeys.ts';
export { ShortcutSheet } from './ShortcutSheet.tsx';
