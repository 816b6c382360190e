/**
 * Which two signals carry a stereo block: left and right, either of them with the difference (side = left − right), or
 * side and mid = ⌊(left + right)/2⌋. The side takes one bit more.
 */
import { bestFixedOrder, fixedResidual } from './flacPredictors.ts';

export interface SubframeSamples {
  readonly samples: Int32Array;
  readonly bits: number;
}

export interface ChannelAssignment {
  readonly assignment: number; // the code of the frame header
  readonly subframes: readonly SubframeSamples[];
}

const leftSide = 8;
const sideRight = 9;
const midSide = 10;

export function chooseStereo(channels: readonly Int32Array[], bits: number): ChannelAssignment {
  const plain = { assignment: channels.length - 1, subframes: channels.map((samples) => ({ samples, bits })) };
  const [left, right] = channels;
  if (channels.length !== 2 || !left || !right) return plain;
  const side = { samples: left.map((value, i) => value - right[i]!), bits: bits + 1 };
  const mid = { samples: left.map((value, i) => (value + right[i]!) >> 1), bits };
  const [l, r] = plain.subframes as [SubframeSamples, SubframeSamples];
  const choices = [
    plain,
    { assignment: leftSide, subframes: [l, side] },
    { assignment: sideRight, subframes: [side, r] },
    { assignment: midSide, subframes: [mid, side] },
  ];
  const cost = new Map([l, r, side, mid].map((signal) => [signal, expectedBits(signal.samples)]));
  const total = (choice: ChannelAssignment) => choice.subframes.reduce((sum, signal) => sum + cost.get(signal)!, 0);
  return choices.reduce((best, choice) => (total(choice) < total(best) ? choice : best));
}

/** n·log₂(mean |residual|) of the best fixed predictor: exact enough to compare. */
function expectedBits(samples: Int32Array): number {
  const residual = fixedResidual(samples, bestFixedOrder(samples));
  let sum = 0;
  for (let n = 0; n < residual.length; n++) sum += Math.abs(residual[n]!);
  return residual.length * Math.log2(1 + sum / residual.length);
}
