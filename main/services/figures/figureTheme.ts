/** What figures look like beside their pictures. Curves differ by their stroke too, so that a grey print tells them apart. */
import type { FigureThemeName } from '../../../preload/contract/figureFormat.ts';
import type { Ink } from './drawing.ts';

export interface FigureTheme {
  readonly paper: Ink;
  readonly ink: Ink;
  readonly soft: Ink; // what explains
  readonly grid: Ink;
  readonly wave: Ink;
  readonly pulse: Ink;
  readonly pitch: Ink;
  readonly formants: Ink;
  readonly intensity: Ink;
  readonly seam: Ink; // around curves, so that they stand out of any picture
}

export const figureThemes: Readonly<Record<FigureThemeName, FigureTheme>> = {
  light: {
    paper: '#ffffff',
    ink: '#000000',
    soft: '#616161',
    grid: '#c9c9c9',
    wave: '#2a4f78',
    pulse: '#a8006e',
    pitch: '#0057c2',
    formants: '#d1222f',
    intensity: '#007a3d',
    seam: '#ffffff',
  },
  dark: {
    paper: '#0f1115',
    ink: '#e8eaed',
    soft: '#a6afba',
    grid: '#3a414b',
    wave: '#7db4ea',
    pulse: '#ffa8e0',
    pitch: '#4fdcff',
    formants: '#ff7a9c',
    intensity: '#f7f06a',
    seam: '#101010',
  },
};
