import { defaultPitchParams, pitchMethodNames } from '../../../preload/contract/contourFormat.ts';
import { defaultContourSettings, pitchScaleNames, type ContourSettings } from '../../state/contourSettings.ts';
import { fieldsOf, flag, numberIn, oneOf, type Fields } from './fields.ts';

/** The number of that name, between the bounds. */
function reader<P>(given: Fields, defaults: P) {
  return (name: keyof P & string, min: number, max: number) =>
    numberIn(given[name], min, max, defaults[name] as number);
}

const mostSec = 10;
const mostHz = 40_000;

function readPitch(given: Fields): ContourSettings['pitch'] {
  const method = oneOf(given['method'], pitchMethodNames, defaultContourSettings.pitch.method);
  const d = { ...defaultContourSettings.pitch, ...defaultPitchParams(method) };
  const number = reader(given, d);
  const floorHz = number('floorHz', 1, 10_000);
  const axisMinHz = number('axisMinHz', 1, mostHz);
  return {
    method,
    timeStepSec: number('timeStepSec', 0, mostSec),
    floorHz,
    ceilingHz: Math.max(floorHz + 1, number('ceilingHz', 2, mostHz)),
    maxCandidates: Math.round(number('maxCandidates', 2, 100)),
    veryAccurate: flag(given['veryAccurate'], d.veryAccurate),
    silenceThreshold: number('silenceThreshold', 0, 100),
    voicingThreshold: number('voicingThreshold', 0, 100),
    octaveCost: number('octaveCost', 0, 100),
    octaveJumpCost: number('octaveJumpCost', 0, 100),
    voicedUnvoicedCost: number('voicedUnvoicedCost', 0, 100),
    isShown: flag(given['isShown'], d.isShown),
    scale: oneOf(given['scale'], pitchScaleNames, d.scale),
    axisMinHz,
    axisMaxHz: Math.max(axisMinHz + 1, number('axisMaxHz', 2, mostHz)),
  };
}

function readFormants(given: Fields): ContourSettings['formants'] {
  const d = defaultContourSettings.formants;
  const number = reader(given, d);
  return {
    timeStepSec: number('timeStepSec', 0, mostSec),
    maxFormants: Math.round(2 * number('maxFormants', 0.5, 16)) / 2,
    ceilingHz: number('ceilingHz', 50, 100_000),
    windowSec: number('windowSec', 0.001, 1),
    preEmphasisHz: number('preEmphasisHz', 0, 100_000),
    dynamicRangeDb: number('dynamicRangeDb', 0, 200),
    isShown: flag(given['isShown'], d.isShown),
  };
}

function readIntensity(given: Fields): ContourSettings['intensity'] {
  const d = defaultContourSettings.intensity;
  const number = reader(given, d);
  const axisMinDb = number('axisMinDb', -300, 299);
  return {
    timeStepSec: number('timeStepSec', 0, mostSec),
    minPitchHz: number('minPitchHz', 1, 10_000),
    subtractMean: flag(given['subtractMean'], d.subtractMean),
    isShown: flag(given['isShown'], d.isShown),
    axisMinDb,
    axisMaxDb: Math.max(axisMinDb + 1, number('axisMaxDb', -299, 300)),
  };
}

export function readContours(value: unknown): ContourSettings {
  const v = fieldsOf(value);
  return {
    pitch: readPitch(fieldsOf(v['pitch'])),
    formants: readFormants(fieldsOf(v['formants'])),
    intensity: readIntensity(fieldsOf(v['intensity'])),
    pulses: { isShown: flag(fieldsOf(v['pulses'])['isShown'], false) },
  };
}
