/** Colours for canvases, read from the theme's custom properties. */
import { create } from 'zustand';

const drawnTokens = {
  ground: '--ground',
  recording: '--recording',
  wavePeak: '--wave-peak',
  waveRms: '--wave-rms',
  waveClip: '--wave-clip',
  waveAxis: '--wave-axis',
  laneGrid: '--lane-grid',
  rulerText: '--ruler-text',
  rulerTick: '--ruler-tick',
  cursor: '--cursor',
  playhead: '--playhead',
  selectionFill: '--selection-fill',
  selectionEdge: '--selection-edge',
  marker: '--marker',
  tierFill: '--tier-fill',
  tierEdge: '--tier-edge',
  tierText: '--tier-text',
  contourPitch: '--contour-pitch',
  contourFormant: '--contour-formant',
  contourIntensity: '--contour-intensity',
  contourSeam: '--contour-seam',
  contourHand: '--contour-hand',
  manipulation: '--manipulation',
  maskEdge: '--mask-edge',
  pulse: '--pulse',
  text: '--text',
  textSoft: '--text-soft',
  line: '--line',
  accent: '--accent',
  chrome: '--chrome',
} as const;

export type TokenName = keyof typeof drawnTokens;
export type Tokens = Readonly<Record<TokenName, string>>;

export function readTokens(): Tokens {
  const style = getComputedStyle(document.documentElement);
  const entries = Object.entries(drawnTokens).map(([name, property]) => [
    name,
    style.getPropertyValue(property).trim(),
  ]);
  return Object.fromEntries(entries) as Tokens;
}

/** Read again whenever the theme changes: `const tokens = useTokens((s) => s.tokens)`. */
export const useTokens = create<{ readonly theme: 'dark' | 'light'; readonly tokens: Tokens }>()(() => ({
  theme: 'dark',
  tokens: readTokens(),
}));

/** The only place that sets the theme. */
export function applyTheme(theme: 'dark' | 'light'): void {
  document.documentElement.dataset['theme'] = theme;
  useTokens.setState({ theme, tokens: readTokens() });
}
