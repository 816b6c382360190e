/** Without zod, so that the page can list them. */
export const fadeShapes = ['linear', 'equalPower', 'exponential', 'logarithmic', 'sCurve'] as const;
export type FadeShape = (typeof fadeShapes)[number];
