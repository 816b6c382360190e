/** Melodies as points, and time that runs at another pace, where a person changes them: the engine's own, at once. */
export { curveValue, type PointCurve } from '../../main/engine/dsp/pointCurve.ts';
export { flattenPitch, scalePitch, shiftPitch } from '../../main/engine/dsp/pitch/editPitchCurve.ts';
export { meanPitch, type PitchUnit } from '../../main/engine/dsp/pitch/pitchCurve.ts';
export { stylizePitch } from '../../main/engine/dsp/pitch/stylizePitch.ts';
export { TimeMap } from '../../main/engine/dsp/stretch/timeMap.ts';
