/** The point tier that markers are kept in. Without zod, so that the page can have it. */
export const markersName = 'Markers';
