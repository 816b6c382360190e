/** The steps of a macro on a document, one after the other, without touching what is stored: one edit can make it so. */
import type { Macro, MacroStep } from '../../../preload/contract/macros.ts';
import { throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { DocumentState } from '../../store/documentState.ts';
import { newId } from '../../store/rows.ts';
import { applyCommand } from '../edits/applyCommand.ts';
import type { Span } from '../edits/clipLists.ts';
import type { Ripple } from '../edits/ripple.ts';
import { effectOnState, type EffectSite, type Rendered } from '../effects/effectOnState.ts';
import { discardRendered } from '../effects/renderedClip.ts';
import { macroEffect } from './macroEffect.ts';
import { lengthOfState, macroSpans, sampleAt, type MacroSpan } from './macroSpans.ts';
import { placed } from './macroText.ts';

export type ExportStep = Extract<MacroStep, { readonly do: 'export' }>;

export interface MacroRun extends EffectSite {
  readonly trackIds: readonly string[];
  readonly ripple: Ripple;
  /** Writes what a step exports of the document as it is then. */
  readonly exportSpan: (document: DocumentState, step: ExportStep, span: MacroSpan, work: WorkOptions) => Promise<void>;
}

export interface MacroOutcome extends Rendered {
  readonly document: DocumentState; // as it was when the macro began, changed
  readonly notes: readonly string[];
}

type Change = Rendered['change'];

/** @throws EngineError with the place of the step that failed; nothing of it is then left in the project */
export async function runSteps(
  run: MacroRun,
  before: DocumentState,
  macro: Macro,
  work: WorkOptions,
): Promise<MacroOutcome> {
  const made = new Map<string, number>();
  const changes: Change[] = [];
  const notes: string[] = [];
  let document = before;
  const total = macro.steps.length;
  for (const [i, step] of macro.steps.entries()) {
    try {
      throwIfAborted(work.signal);
      const report = (share: number) => work.onProgress?.({ done: i + share, total, unit: 'steps' });
      const spans = step.do === 'insertSilence' ? [] : macroSpans('on' in step ? step.on : undefined, document);
      if (spans.length === 0 && step.do !== 'insertSilence')
        notes.push(`steps[${i}]: no interval matches, nothing was done`);
      if (step.do === 'export') {
        for (const span of spans) await run.exportSpan(document, step, span, work);
        continue;
      }
      const apply = (change: Change) => {
        changes.push(change);
        document = change(document);
      };
      if (step.do === 'insertSilence') apply(silenceOf(run, step, document));
      // From the last to the first: what changes its length moves only what has been done.
      for (const [n, span] of spans.toReversed().entries()) {
        if (step.do === 'effect') {
          const effect = macroEffect(step.effect, before.sampleRateHz);
          const onProgress: WorkOptions['onProgress'] = ({ done, total: all }) => {
            report((n + (all === null || all === 0 ? 0 : done / all)) / spans.length);
          };
          const asked = { trackIds: run.trackIds, span, ripple: run.ripple, effect };
          const rendered = await effectOnState(run, document, asked, { signal: work.signal, onProgress });
          for (const [assetId, nSamples] of rendered.made) made.set(assetId, nSamples);
          apply(rendered.change);
        } else if (step.do === 'delete') apply(removal(run, span));
        else if (step.do === 'trim') for (const change of trimming(run, span, document)) apply(change);
      }
      report(1);
    } catch (error) {
      discardRendered(run.store, made.keys());
      throw placed(i, error);
    }
  }
  const change: Change = (state) => changes.reduce((changed, next) => next(changed), state);
  return { document, change, made, notes };
}

const context = { newId, clipboard: null };
type Site = Pick<MacroRun, 'trackIds' | 'ripple'>;

function removal({ trackIds, ripple }: Site, { startSample, endSample }: Span): Change {
  const command = { kind: 'sound.delete' as const, trackIds: [...trackIds], startSample, endSample, ripple };
  return (state) => applyCommand(state, command, context).document;
}

/** What is cut away behind, then before; without ripple what is left stays where it was. */
function trimming(site: Site, { startSample, endSample }: Span, document: DocumentState): Change[] {
  if (site.ripple === 'none') {
    const command = { kind: 'sound.trim' as const, trackIds: [...site.trackIds], startSample, endSample };
    return [(state) => applyCommand(state, command, context).document];
  }
  const length = lengthOfState(document);
  const behind = endSample < length ? [removal(site, { startSample: endSample, endSample: length })] : [];
  return [...behind, ...(startSample > 0 ? [removal(site, { startSample: 0, endSample: startSample })] : [])];
}

function silenceOf(
  { trackIds, ripple }: Site,
  { atSec, lengthSec }: Extract<MacroStep, { readonly do: 'insertSilence' }>,
  document: DocumentState,
): Change {
  const command = {
    kind: 'sound.insertSilence' as const,
    trackIds: [...trackIds],
    atSample: sampleAt(atSec, document),
    lengthSamples: Math.max(1, Math.round(lengthSec * document.sampleRateHz)),
    ripple: ripple === 'none' ? ('track' as const) : ripple,
  };
  return (state) => applyCommand(state, command, context).document;
}
