/** Sound as files: the dialog, what it asks for and the job that writes. */
export { ExportDialog } from './ExportDialog.tsx';
export { registerExport } from './exportCommands.ts';
