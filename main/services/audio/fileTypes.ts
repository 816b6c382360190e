/** What dialogs offer; the content decides what a file is. */
export { audioFileExtensions } from '../../engine/audio/openAudio.ts';
