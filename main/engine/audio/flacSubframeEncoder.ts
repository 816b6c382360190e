/** One channel of one FLAC frame, in the cheapest of its four forms. */
import type { BitWriter } from './bitWriter.ts';
import { bestFixedOrder, fitLinearPredictor, fixedResidual, linearResidual } from './flacPredictors.ts';
import type { LinearPredictor } from './flacPredictors.ts';
import { planRice, writeResidual } from './flacRiceEncoder.ts';
import type { RicePlan } from './flacRiceEncoder.ts';

export interface SubframePlan {
  readonly samples: Int32Array; // without the wasted bits
  readonly bitsPerSample: number;
  readonly wastedBits: number; // low bits that are 0 in every sample
  readonly form: SubframeForm;
}

type SubframeForm =
  | { readonly kind: 'constant' }
  | { readonly kind: 'verbatim' }
  | { readonly kind: 'fixed'; readonly order: number; readonly residual: Int32Array; readonly rice: RicePlan }
  | {
      readonly kind: 'linear';
      readonly predictor: LinearPredictor;
      readonly residual: Int32Array;
      readonly rice: RicePlan;
    };

export function planSubframe(samples: Int32Array, bits: number): SubframePlan {
  const first = samples[0]!;
  if (samples.every((value) => value === first)) {
    return { samples, bitsPerSample: bits, wastedBits: 0, form: { kind: 'constant' } };
  }
  const wastedBits = Math.min(bits - 1, countWastedBits(samples));
  const shifted = wastedBits === 0 ? samples : samples.map((value) => value >> wastedBits);
  const bitsPerSample = bits - wastedBits;
  return { samples: shifted, bitsPerSample, wastedBits, form: cheapestForm(shifted, bitsPerSample) };
}

function countWastedBits(samples: Int32Array): number {
  let union = 0;
  for (let n = 0; n < samples.length; n++) {
    union |= samples[n]!;
    if (union & 1) return 0;
  }
  return 31 - Math.clz32(union & -union);
}

function cheapestForm(samples: Int32Array, bitsPerSample: number): SubframeForm {
  const order = bestFixedOrder(samples);
  const residual = fixedResidual(samples, order);
  const rice = planRice(residual, order);
  let form: SubframeForm = { kind: 'fixed', order, residual, rice };
  let leastBits = order * bitsPerSample + rice.bits;
  const linear = linearForm(samples, bitsPerSample);
  if (linear && linear.bits < leastBits) {
    form = linear.form;
    leastBits = linear.bits;
  }
  return leastBits < samples.length * bitsPerSample ? form : { kind: 'verbatim' };
}

function linearForm(samples: Int32Array, bitsPerSample: number): { form: SubframeForm; bits: number } | null {
  const predictor = fitLinearPredictor(samples, bitsPerSample);
  const residual = predictor && linearResidual(samples, predictor);
  if (!predictor || !residual) return null;
  const order = predictor.coefficients.length;
  const rice = planRice(residual, order);
  const bits = order * (bitsPerSample + predictor.precisionBits) + 9 + rice.bits;
  return { form: { kind: 'linear', predictor, residual, rice }, bits };
}

export function writeSubframe(out: BitWriter, { samples, bitsPerSample, wastedBits, form }: SubframePlan): void {
  out.bits(0, 1);
  out.bits(typeCode(form), 6);
  out.bits(wastedBits > 0 ? 1 : 0, 1);
  if (wastedBits > 0) out.unary(wastedBits - 1);
  const writeSamples = (count: number) => {
    for (let n = 0; n < count; n++) out.bits(samples[n]!, bitsPerSample);
  };
  switch (form.kind) {
    case 'constant':
      writeSamples(1);
      break;
    case 'verbatim':
      writeSamples(samples.length);
      break;
    case 'fixed':
      writeSamples(form.order);
      writeResidual(out, form.residual, form.order, form.rice);
      break;
    case 'linear': {
      const { coefficients, shift, precisionBits } = form.predictor;
      writeSamples(coefficients.length);
      out.bits(precisionBits - 1, 4);
      out.bits(shift, 5);
      for (const coefficient of coefficients) out.bits(coefficient, precisionBits);
      writeResidual(out, form.residual, coefficients.length, form.rice);
      break;
    }
  }
}

function typeCode(form: SubframeForm): number {
  if (form.kind === 'constant') return 0;
  if (form.kind === 'verbatim') return 1;
  return form.kind === 'fixed' ? 8 + form.order : 32 + form.predictor.coefficients.length - 1;
}
