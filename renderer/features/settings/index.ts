/** What belongs to the person; every change applies at once. */
export { SettingsPanel } from './SettingsPanel.tsx';
