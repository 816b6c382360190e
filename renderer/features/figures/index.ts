/** What is visible of the timeline as a figure: its fields and the job that draws it. */
export { registerFigures } from './figureCommands.ts';
