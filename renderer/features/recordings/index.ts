/** The recordings of the project, and how to read a file that does not say what it is. */
export { Recordings } from './Recordings.tsx';
export { RawPcmForm } from './RawPcmForm.tsx';
