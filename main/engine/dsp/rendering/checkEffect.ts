/** An effect from outside, checked in full before anything is made of it. Ranges that depend on the sound are checked by renderEffect. */
import { brokenRule, checkedList, checkedNumber, JsonMembers } from '../../core/jsonMembers.ts';
import type { JsonBudget, NumberRule } from '../../core/jsonMembers.ts';
import { fadeShapes } from '../effects/fade.ts';
import { cookbookKinds } from '../filters/cookbookBiquad.ts';
import { checkMask } from '../mask/maskJson.ts';
import type { CurvePoints, EffectDescription, FilterShape, GeneratedSound, MaskAction } from './effectDescription.ts';

/** Of the numbers that do not depend on the sound: what a form offers and checkEffect enforces. */
export const effectRanges = {
  gainDb: { min: -200, max: 60 },
  targetDb: { min: -100, max: 0 },
  targetLufs: { min: -70, max: 0 },
  maxTruePeakDbtp: { min: -40, max: 20 },
  filterGainDb: { min: -60, max: 60 },
  q: { min: 0.01, max: 1000 },
  order: { min: 1, max: 64 },
  hz: { above: 0 },
  factor: { min: 0.1, max: 10 },
  semitones: { min: -36, max: 36 },
  thresholdSigma: { min: -10, max: 10 },
  attenuationDb: { min: 0, max: 100 },
  timeSmoothingSec: { min: 0, max: 1 },
  frequencySmoothingHz: { min: 0, max: 2000 },
  attackSec: { min: 0, max: 5 },
  releaseSec: { min: 0, max: 5 },
  toHz: { min: 1, max: 1_000_000 },
  shiftHz: { min: -500_000, max: 500_000 },
  levelDb: { min: -200, max: 0 },
  channelGain: { min: -1000, max: 1000 },
  relativeDuration: { min: 0.1, max: 10 },
} as const satisfies Record<string, NumberRule>;

const mostNumbers = 4_000_000;
const longestSample = Number.MAX_SAFE_INTEGER;

/** @returns a copy with the members of an effect and no others. @throws EngineError E_PARAM: the place, the value and the rule */
export function checkEffect(value: unknown): EffectDescription {
  const budget = { left: mostNumbers };
  const effect = new JsonMembers('effect', value, budget);
  const number = (name: keyof typeof effectRanges) => effect.number(name, effectRanges[name]);
  const optional = (name: keyof typeof effectRanges) => (effect.has(name) ? { [name]: number(name) } : {});
  const method = () =>
    effect.has('method') ? { method: effect.oneOf('method', ['wsola', 'phase-vocoder'] as const) } : {};
  const kind = effect.oneOf('kind', effectKinds);
  switch (kind) {
    case 'invert':
    case 'reverse':
    case 'silence':
    case 'removeDc':
      return { kind };
    case 'gain':
      return { kind, gainDb: number('gainDb') };
    case 'fade':
      return { kind, direction: effect.oneOf('direction', ['in', 'out']), shape: effect.oneOf('shape', fadeShapes) };
    case 'normalizePeak':
      return { kind, targetDb: number('targetDb'), isLinked: effect.flag('isLinked') };
    case 'normalizeLoudness':
      return { kind, targetLufs: number('targetLufs'), ...optional('maxTruePeakDbtp') };
    case 'mixChannels':
      return { kind, gains: gainRows(effect, budget) };
    case 'filter':
      return { kind, phase: effect.oneOf('phase', ['minimum', 'zero']), sections: filterShapes(effect, budget) };
    case 'bandFilter': {
      const edge = (name: string) => (effect.has(name) ? effect.number(name, effectRanges.hz) : null);
      const transitionHz = effect.number('transitionHz', effectRanges.hz);
      return { kind, fLowHz: edge('fLowHz'), fHighHz: edge('fHighHz'), transitionHz, isStop: effect.flag('isStop') };
    }
    case 'timeStretch':
      return { kind, factor: number('factor'), ...method() };
    case 'pitchShift':
      return { kind, semitones: number('semitones'), ...method() };
    case 'reduceNoise': {
      const noise = effect.members('noise');
      const fromSample = noise.integer('fromSample', 0);
      return {
        kind,
        noise: { fromSample, toSample: noise.integer('toSample', fromSample + 1) },
        ...optional('thresholdSigma'),
        ...optional('attenuationDb'),
        ...optional('timeSmoothingSec'),
        ...optional('frequencySmoothingHz'),
        ...optional('attackSec'),
        ...optional('releaseSec'),
        ...(effect.has('output') ? { output: effect.oneOf('output', ['clean', 'residue'] as const) } : {}),
      };
    }
    case 'resample':
      return { kind, toHz: number('toHz') };
    case 'generate':
      return { kind, sound: generatedSound(effect.members('sound')) };
    case 'mask':
      return { kind, mask: checkMask(effect.get('mask')), action: maskAction(effect.members('action')) };
    case 'pasteMasked':
      return {
        kind,
        atSample: effect.integer('atSample', 0),
        shiftHz: number('shiftHz'),
        gainDb: number('gainDb'),
        mode: effect.oneOf('mode', ['mix', 'replace']),
      };
    case 'manipulate':
      return {
        kind,
        pulsesSec: rising('effect.pulsesSec', effect.numbers('pulsesSec', { min: 0 })),
        pitch: curvePoints(effect, 'pitch', effectRanges.hz),
        duration: curvePoints(effect, 'duration', effectRanges.relativeDuration),
      };
  }
}

const effectKinds = [
  ...(['gain', 'invert', 'reverse', 'silence', 'fade', 'removeDc', 'normalizePeak', 'normalizeLoudness'] as const),
  ...(['mixChannels', 'filter', 'bandFilter', 'timeStretch', 'pitchShift', 'reduceNoise', 'resample'] as const),
  ...(['generate', 'mask', 'pasteMasked', 'manipulate'] as const),
];

function gainRows(effect: JsonMembers, budget: JsonBudget): number[][] {
  return effect.list('gains', 1).map((row, c) => {
    const path = `effect.gains[${c}]`;
    return checkedList(path, row, budget).map((gain, d) =>
      checkedNumber(`${path}[${d}]`, gain, effectRanges.channelGain),
    );
  });
}

function filterShapes(effect: JsonMembers, budget: JsonBudget): FilterShape[] {
  return effect.list('sections', 1).map((value, i): FilterShape => {
    const section = new JsonMembers(`effect.sections[${i}]`, value, budget);
    const design = section.oneOf('design', ['cookbook', 'iir']);
    if (design === 'cookbook') {
      return {
        design,
        kind: section.oneOf('kind', cookbookKinds),
        hz: section.number('hz', effectRanges.hz),
        ...(section.has('q') ? { q: section.number('q', effectRanges.q) } : {}),
        ...(section.has('gainDb') ? { gainDb: section.number('gainDb', effectRanges.filterGainDb) } : {}),
      };
    }
    const order = section.integer('order', effectRanges.order.min, effectRanges.order.max);
    return { design, order, ...familyOf(section), ...bandOf(section) };
  });
}

function familyOf(section: JsonMembers) {
  const family = section.oneOf('family', ['butterworth', 'chebyshev1', 'chebyshev2']);
  switch (family) {
    case 'butterworth':
      return { family };
    case 'chebyshev1':
      return { family, rippleDb: section.number('rippleDb', effectRanges.hz) };
    case 'chebyshev2':
      return { family, attenuationDb: section.number('attenuationDb', effectRanges.hz) };
  }
}

function bandOf(section: JsonMembers) {
  const band = section.oneOf('band', ['lowPass', 'highPass', 'bandPass', 'bandStop']);
  if (band === 'lowPass' || band === 'highPass') return { band, edgeHz: section.number('edgeHz', effectRanges.hz) };
  const fLowHz = section.number('fLowHz', effectRanges.hz);
  return { band, fLowHz, fHighHz: section.number('fHighHz', { above: fLowHz }) };
}

function generatedSound(sound: JsonMembers): GeneratedSound {
  const type = sound.oneOf('type', ['tone', 'sweep', 'noise', 'dtmf', 'silence']);
  const nSamples = () => sound.integer('nSamples', 0, longestSample);
  const levelDb = () => sound.number('levelDb', effectRanges.levelDb);
  const hz = (name: string) => sound.number(name, effectRanges.hz);
  switch (type) {
    case 'tone':
      return { type, nSamples: nSamples(), levelDb: levelDb(), hz: hz('hz') };
    case 'sweep': {
      const course = sound.oneOf('course', ['linear', 'exponential']);
      return { type, nSamples: nSamples(), levelDb: levelDb(), fromHz: hz('fromHz'), toHz: hz('toHz'), course };
    }
    case 'noise': {
      const seed = sound.has('seed') ? { seed: sound.integer('seed') } : {};
      return {
        type,
        nSamples: nSamples(),
        levelDb: levelDb(),
        color: sound.oneOf('color', ['white', 'pink']),
        ...seed,
      };
    }
    case 'dtmf': {
      const toneSec = sound.number('toneSec', { above: 0, max: 60 });
      const gapSec = sound.number('gapSec', { min: 0, max: 60 });
      return { type, digits: sound.text('digits', 10_000), levelDb: levelDb(), toneSec, gapSec };
    }
    case 'silence':
      return { type, nSamples: nSamples() };
  }
}

function maskAction(action: JsonMembers): MaskAction {
  const type = action.oneOf('type', ['level', 'erase', 'heal', 'inside', 'outside']);
  return type === 'level' ? { type, gainDb: action.number('gainDb', effectRanges.gainDb) } : { type };
}

function curvePoints(effect: JsonMembers, name: string, rule: NumberRule): CurvePoints | null {
  if (!effect.has(name)) return null;
  const curve = effect.members(name);
  const timesSec = rising(`effect.${name}.timesSec`, curve.numbers('timesSec', {}));
  const values = curve.numbers('values', rule);
  if (values.length !== timesSec.length)
    throw brokenRule(`effect.${name}.values`, `${values.length} long`, 'as long as timesSec');
  return { timesSec, values };
}

function rising(path: string, values: number[]): number[] {
  values.forEach((value, i) => {
    if (i > 0 && value <= values[i - 1]!)
      throw brokenRule(`${path}[${i}]`, value, `after ${values[i - 1]}, the one before`);
  });
  return values;
}
