import { registerCommands, type Command } from '../../state/commands.ts';
import type { RasterPath } from './messages.ts';
import { tellRasteriser } from './rasteriserClient.ts';

let chosen: RasterPath = 'auto';

const drawWith = (path: RasterPath, name: string, title: string): Command => ({
  name: `spectrogram.${name}`,
  title: `Draw spectrograms ${title}`,
  category: 'View',
  isOn: () => chosen === path,
  run: () => {
    chosen = path;
    tellRasteriser({ kind: 'path', path });
  },
});

/** For drivers that draw wrongly, and to compare the two. @returns a function that takes the commands away again */
export function registerSpectrogramDrawing(): () => void {
  return registerCommands([
    drawWith('auto', 'drawAutomatically', 'as fits this machine'),
    drawWith('webgl2', 'drawOnGraphics', 'on the graphics hardware (WebGL2)'),
    drawWith('2d', 'drawOnProcessor', 'on the processor'),
  ]);
}
