/** What the panel's buttons and the commands do with the effect that is chosen. */
import { getActiveDocument } from '../../client/project.ts';
import { applyEffect } from './applyEffect.ts';
import { targetIn, type EffectTarget } from './effectPlace.ts';
import { effectRequest, type EffectRequest } from './effectRequest.ts';
import type { EffectName } from './effectSettings.ts';
import { useEffects } from './effectStore.ts';
import { hearEffect, type Heard } from './previewEffect.ts';

/** @throws Error: why it cannot be done here */
export function requireEffect(name: EffectName): { readonly target: EffectTarget; readonly request: EffectRequest } {
  const target = targetIn(getActiveDocument());
  if (target === null) throw new Error('there is no sound');
  const request = effectRequest(name, useEffects.getState().settings[name], target);
  if (typeof request === 'string') throw new Error(request);
  return { target, request };
}

/** @throws Error: why it failed */
export async function applyNow(name: EffectName): Promise<void> {
  const { target, request } = requireEffect(name);
  await applyEffect(target, request, (jobId) => {
    useEffects.setState({ jobId });
  });
}

/** Why something failed is told in the panel. */
async function orTell(work: () => Promise<void>): Promise<void> {
  useEffects.setState({ problem: null });
  try {
    await work();
  } catch (error) {
    useEffects.setState({ problem: error instanceof Error ? error.message : String(error) });
  }
}

export function applyChosen(): Promise<void> {
  const { name, jobId } = useEffects.getState();
  return jobId === null ? orTell(() => applyNow(name)) : Promise.resolve();
}

export function hearChosen(which: Heard): Promise<void> {
  return orTell(async () => {
    const { target, request } = requireEffect(useEffects.getState().name);
    await hearEffect(which, target, request);
  });
}
