/** The models that are here: licence, size, state, limits. */
export { ModelsView } from './ModelsView.tsx';
