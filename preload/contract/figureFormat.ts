/** What both sides must know of figures without parsing anything. */
export const figureFormatNames = ['svg', 'pdf', 'png'] as const;
export type FigureFormatName = (typeof figureFormatNames)[number];

export const figureThemeNames = ['light', 'dark'] as const;
export type FigureThemeName = (typeof figureThemeNames)[number];

export const figureScaleNames = ['linear', 'log', 'mel', 'mel-htk', 'bark', 'erb'] as const;
export type FigureScaleName = (typeof figureScaleNames)[number];

export const figureColourMapNames = ['magma', 'inferno', 'viridis', 'cividis', 'grey', 'inverse-grey'] as const;
export type FigureColourMapName = (typeof figureColourMapNames)[number];

/** What a figure may be: sides in mm, pixels an inch, text in points. */
export const figureLimits = {
  leastMm: 40,
  mostMm: 500,
  leastDpi: 72,
  mostDpi: 1200,
  leastTextPt: 4,
  mostTextPt: 24,
  mostPixels: 60_000_000, // of a PNG or of the picture in the others
} as const;
