/** Edits that were made as the steps of a macro that would make them elsewhere. */
import type { EditHistory } from '../../store/projectStore.ts';
import { editCommandSchema, type EditCommand } from '../../../preload/contract/edits.ts';
import { macroStepSchema, type Macro, type MacroPlace, type MacroStep } from '../../../preload/contract/macros.ts';
import { z } from 'zod';
import { EngineError } from '../../engine/core/errors.ts';
import { checkEffect } from '../../engine/dsp/rendering/checkEffect.ts';
import type { EffectDescription } from '../../engine/dsp/rendering/effectDescription.ts';
import { effectForMacro } from './macroEffect.ts';

interface Edit {
  readonly title: string;
  readonly command: unknown;
}

export interface EditedDocument {
  readonly sampleRateHz: number;
  readonly lengthSamples: number; // now, after the edits
}

export interface MadeMacro {
  readonly steps: readonly MacroStep[];
  readonly left: readonly string[]; // edits that cannot be part of a macro, with why
}

/** Those of the way from `sinceEditId` to where the document is, first to last. @throws EngineError E_PARAM: it does not lie on that way */
export function editsSince({ edits, headId }: EditHistory, sinceEditId: number | null): Edit[] {
  const byId = new Map(edits.map((edit) => [edit.editId, edit]));
  const way: Edit[] = [];
  for (let at = headId; at !== sinceEditId;) {
    const edit = at === null ? undefined : byId.get(at);
    if (edit === undefined)
      throw new EngineError(
        'E_PARAM',
        `sinceEditId=${sinceEditId} does not lie on the way to what the document is now`,
      );
    way.unshift(edit);
    at = edit.parentId;
  }
  return way;
}

/** Spans that were the whole sound then are the whole sound of a macro; others are in seconds. */
export function macroOfEdits(edits: readonly Edit[], { sampleRateHz, lengthSamples }: EditedDocument): MadeMacro {
  const steps: MacroStep[] = [];
  const left: string[] = [];
  let after: number | null = lengthSamples; // null: not known any more
  for (const { title, command } of edits.toReversed()) {
    try {
      const edit = readEdit(command);
      const before = lengthBefore(edit, after);
      steps.unshift(...stepsOf(edit, before, sampleRateHz));
      after = before;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      left.unshift(`${title}: ${error.message}`);
    }
  }
  return { steps, left };
}

export function newMacro(name: string, steps: readonly MacroStep[]): Macro {
  return { format: 'phonoscope-macro', version: 1, name, steps: [...steps] };
}

interface SpanEdit {
  readonly startSample: number;
  readonly endSample: number;
  readonly isClosing: boolean; // what follows moved
}

interface EffectEdit extends SpanEdit {
  readonly kind: 'effect';
  readonly effect: EffectDescription;
}

interface CutEdit extends SpanEdit {
  readonly kind: 'delete' | 'trim';
}

type Edited =
  | EffectEdit
  | CutEdit
  | { readonly kind: 'insertSilence'; readonly atSample: number; readonly lengthSamples: number }
  | { readonly kind: 'macro'; readonly steps: readonly MacroStep[] };

const whole = z.number().int().min(0);
const effectEdit = z.object({ startSample: whole, endSample: whole, ripple: z.string(), effect: z.unknown() });
const macroEdit = z.object({ macro: z.object({ steps: z.array(macroStepSchema) }) });

function known<T>(command: T | undefined): T {
  if (command === undefined) throw new EngineError('E_PARAM', 'the project does not say how it was made');
  return command;
}

/** @throws EngineError E_PARAM: why it cannot be part of a macro */
function readEdit(command: unknown): Edited {
  const kind = z.object({ kind: z.string() }).safeParse(command).data?.kind ?? '';
  if (kind === 'effects.apply') {
    const { ripple, effect, ...span } = known(effectEdit.safeParse(command).data);
    return { kind: 'effect', ...span, isClosing: ripple !== 'none', effect: checkEffect(effect) };
  }
  if (kind === 'macro.run') return { kind: 'macro', steps: known(macroEdit.safeParse(command).data).macro.steps };
  const parsed = editCommandSchema.safeParse(command).data;
  const effect = parsed && effectOfSound(parsed);
  if (parsed?.kind === 'sound.delete' && effect === null) {
    const { startSample, endSample } = parsed;
    return { kind: 'delete', startSample, endSample, isClosing: true };
  }
  if (parsed?.kind === 'sound.trim')
    return { kind: 'trim', startSample: parsed.startSample, endSample: parsed.endSample, isClosing: false };
  if (parsed?.kind === 'sound.insertSilence')
    return { kind: 'insertSilence', atSample: parsed.atSample, lengthSamples: parsed.lengthSamples };
  if (parsed === undefined || effect == null || !('endSample' in parsed))
    throw new EngineError('E_PARAM', 'it belongs to this document and cannot be part of a macro');
  const { startSample, endSample } = parsed;
  return { kind: 'effect', startSample, endSample, isClosing: false, effect };
}

/** What clips do to their sound, as an effect on it; null: nothing of that kind. */
function effectOfSound(command: EditCommand): EffectDescription | null {
  if (command.kind === 'sound.delete') return command.ripple === 'none' ? { kind: 'silence' } : null;
  if (command.kind === 'sound.reverse') return { kind: 'reverse' };
  if (command.kind === 'sound.invert') return { kind: 'invert' };
  if (command.kind === 'sound.gain') return { kind: 'gain', gainDb: command.gainDb };
  if (command.kind === 'sound.fade') return { kind: 'fade', direction: command.direction, shape: command.shape };
  return null;
}

const changesLength = ['timeStretch', 'generate'];

function keepsLength(step: MacroStep): boolean {
  return step.do === 'export' || (step.do === 'effect' && !changesLength.includes(step.effect.kind));
}

/** Of the document before the edit, where that can be told. */
function lengthBefore(edit: Edited, after: number | null): number | null {
  if (after === null || edit.kind === 'trim') return null;
  if (edit.kind === 'macro') return edit.steps.every(keepsLength) ? after : null;
  if (edit.kind === 'insertSilence') return after - edit.lengthSamples;
  const span = edit.endSample - edit.startSample;
  if (edit.kind !== 'effect') return after + span;
  if (!edit.isClosing) return after;
  const { effect } = edit;
  if (effect.kind === 'timeStretch') return after - (Math.floor(span * effect.factor + 0.5) - span);
  if (effect.kind === 'generate') return 'nSamples' in effect.sound ? after - (effect.sound.nSamples - span) : null;
  return after;
}

function stepsOf(edit: Edited, lengthSamples: number | null, sampleRateHz: number): readonly MacroStep[] {
  if (edit.kind === 'macro') return edit.steps;
  const sec = (samples: number) => samples / sampleRateHz;
  if (edit.kind === 'insertSilence')
    return [{ do: 'insertSilence', atSec: sec(edit.atSample), lengthSec: sec(edit.lengthSamples) }];
  const { startSample, endSample } = edit;
  const toEnd = lengthSamples !== null && endSample >= lengthSamples;
  const on: MacroPlace = {
    ...(startSample > 0 ? { startSec: sec(startSample) } : {}),
    ...(toEnd ? {} : { endSec: sec(endSample) }),
  };
  const place = Object.keys(on).length === 0 ? {} : { on };
  if (edit.kind === 'effect')
    return [{ do: 'effect', effect: { ...effectForMacro(edit.effect, sampleRateHz) }, ...place }];
  return [{ do: edit.kind, on }];
}
