/** Settings and measurements of what is selected: live, with units. */
export { Inspector } from './Inspector.tsx';
