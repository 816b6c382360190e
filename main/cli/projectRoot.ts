import { fileURLToPath } from 'node:url';

/** The folder with package.json, models and samples. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

export const modelsFolder = fileURLToPath(new URL('../../resources/models/', import.meta.url));
