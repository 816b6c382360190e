/** Colour maps by name, in the order in which they are offered. */
export const colourMapTitles = {
  magma: 'Magma',
  inferno: 'Inferno',
  viridis: 'Viridis',
  cividis: 'Cividis',
  grey: 'Grey',
  'inverse-grey': 'Inverse grey (print)',
} as const;

export type ColourMapName = keyof typeof colourMapTitles;

export const colourMapNames = Object.keys(colourMapTitles) as ColourMapName[];
