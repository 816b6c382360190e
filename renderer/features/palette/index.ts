/** Ctrl+K: every command by name, with its key. */
export { Palette } from './Palette.tsx';
