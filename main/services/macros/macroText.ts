/** A macro as text: what is wrong with it is told with its place, what it does in words. */
import type { z } from 'zod';
import {
  macroSchema,
  macroStepSchema,
  type Macro,
  type MacroPlace,
  type MacroStep,
} from '../../../preload/contract/macros.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { effectTitle } from '../effects/effectTitle.ts';
import { macroEffect } from './macroEffect.ts';

const stepNames = macroStepSchema.options.map(({ shape }) => shape.do.value);
/** Rates do not matter to whether an effect is well formed. */
const anyRateHz = 48_000;

/** @throws EngineError E_PARAM: what breaks which rule, and where: "steps[2].do" */
export function readMacro(text: string): Macro {
  const macro = parsedMacro(text);
  macro.steps.forEach((step, i) => {
    if (step.do === 'effect') at(i, () => macroEffect(step.effect, anyRateHz));
    const place = 'on' in step ? step.on : undefined;
    if (place !== undefined && 'tier' in place) at(i, () => patternOf(place.matching));
    if (step.do === 'delete' && !('tier' in step.on) && step.on.startSec === undefined && step.on.endSec === undefined)
      throw new EngineError('E_PARAM', `steps[${i}].on: it needs startSec, endSec or tier, or nothing would be left`);
  });
  return macro;
}

function parsedMacro(text: string): Macro {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new EngineError('E_PARAM', `it is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = macroSchema.safeParse(value);
  if (!parsed.success) throw new EngineError('E_PARAM', issueText(parsed.error.issues[0], value));
  return parsed.data;
}

function issueText(issue: z.core.$ZodIssue | undefined, value: unknown): string {
  if (issue === undefined) return 'it is no macro';
  const path = issue.path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text === '' ? '' : '.'}${String(part)}`),
    '',
  );
  if (issue.code === 'invalid_union' && path.endsWith('.do')) {
    const given = issue.path.reduce<unknown>(
      (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
      value,
    );
    return `${path}=${JSON.stringify(given)} is no step; there are: ${stepNames.join(', ')}`;
  }
  if (issue.code === 'invalid_union')
    return `${path} must hold startSec and endSec, or tier and matching, and nothing else`;
  return `${path || 'the macro'}: ${issue.message}`;
}

/** @throws what `work` does, with the step's place */
export function at<T>(index: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw placed(index, error);
  }
}

export function placed(index: number, error: unknown): unknown {
  if (!(error instanceof EngineError) || error.code === 'E_ABORTED') return error;
  return new EngineError(error.code, `steps[${index}]: ${error.message}`, { cause: error, details: error.details });
}

/** Of whole labels. @throws EngineError E_PARAM: no regular expression */
export function patternOf(matching: string | undefined): RegExp {
  try {
    return new RegExp(`^(?:${matching ?? '.+'})$`, 'su');
  } catch (error) {
    throw new EngineError('E_PARAM', `matching=${matching}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function macroText(macro: Macro): string {
  const { steps, ...head } = macro;
  const lines = steps.map((step) => `    ${JSON.stringify(step)}`);
  const top = Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`);
  return `{\n${top.join('\n')}\n  "steps": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

/** "Normalise to -1 dB", "Delete 0 s to 0.5 s". */
export function stepTitle(step: MacroStep): string {
  switch (step.do) {
    case 'effect':
      return `${effectTitle(macroEffect(step.effect, anyRateHz))}${placeText(step.on)}`;
    case 'delete':
      return `Delete${placeText(step.on)}`;
    case 'trim':
      return `Trim to${placeText(step.on).replace(', ', ' ')}`;
    case 'insertSilence':
      return `Insert ${step.lengthSec} s of silence at ${step.atSec} s`;
    case 'export':
      return `Export ${step.name}.${step.format ?? 'wav'}${placeText(step.on)}`;
  }
}

function placeText(place: MacroPlace | undefined): string {
  if (place === undefined) return '';
  if ('tier' in place)
    return `, on ${place.matching === undefined ? 'labelled intervals' : `intervals that match ${place.matching}`} of ${place.tier}`;
  const { startSec, endSec } = place as { startSec?: number; endSec?: number };
  return `, ${startSec ?? 0} s to ${endSec === undefined ? 'the end' : `${endSec} s`}`;
}
