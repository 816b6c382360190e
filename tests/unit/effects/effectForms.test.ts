import { describe, expect, it } from 'vitest';
import { checkEffect, effectRanges } from '../../../main/engine/dsp/rendering/checkEffect.ts';
import { renderEffect } from '../../../main/engine/dsp/rendering/renderEffect.ts';
import { copyMasked } from '../../../main/engine/dsp/mask/patch.ts';
import { toSource } from '../../../main/engine/dsp/sampleSource.ts';
import type { EffectDescription } from '../../../main/engine/dsp/rendering/effectDescription.ts';
import type { Effect, EffectPlace } from '../../../renderer/features/effects/effectForm.ts';
import { effectForms, effectNames } from '../../../renderer/features/effects/effectForms.ts';
import { effectRequest } from '../../../renderer/features/effects/effectRequest.ts';
import { effectRules } from '../../../renderer/features/effects/effectRules.ts';
import type { EffectName } from '../../../renderer/features/effects/effectSettings.ts';

const sampleRateHz = 16_000;
const span = { startSample: 4000, endSample: 12_000 };
const place: EffectPlace = {
  sampleRateHz,
  span,
  selection: { ...span, band: { lowHz: 500, highHz: 1500 } },
  others: [],
  region: null,
  cursorSample: 4000,
  noise: { startSample: 0, endSample: 4000 },
  masked: { sampleRateHz, lengthSamples: 3000 },
  clipboardSamples: 1000,
};
const unselected: EffectPlace = { ...place, span: { startSample: 0, endSample: 16_000 }, selection: null, noise: null };

const requestOf = <K extends EffectName>(name: K, where = place) =>
  effectRequest(name, effectForms[name].defaults, where);

function effectOf(name: EffectName): Effect {
  const request = requestOf(name);
  if (typeof request === 'string') throw new Error(request);
  return request.effect;
}

/** What is mixed with the clipboard is done by the host (mixClipboard). */
const engineNames = effectNames.filter((name) => name !== 'mixPaste');

describe('the forms of effects', () => {
  it('have the ranges that the engine enforces', () => {
    for (const [name, rule] of Object.entries(effectRules))
      expect({ [name]: rule }).toEqual({ [name]: effectRanges[name as keyof typeof effectRules] });
  });

  it.each(engineNames)('%s as it is offered is an effect to the engine, which keeps every member of it', (name) => {
    const effect = effectOf(name);
    expect(checkEffect(effect)).toMatchObject(effect);
  });

  it.each(engineNames)('%s as it is offered is rendered, as long as the form says', (name) => {
    const request = requestOf(name);
    if (typeof request === 'string') throw new Error(request);
    const samples = Float32Array.from({ length: 16_000 }, (_, n) => 0.1 * Math.sin(0.05 * n) + 0.001 * ((n * 7) % 13));
    const { startSample: fromSample, endSample: toSample, effect, resultEndSample } = request;
    const rectangle = { kind: 'rectangle', fromSample: 5000, toSample: 6000, fLowHz: 300, fHighHz: 900 } as const;
    const mask = { region: rectangle, featherSamples: 100, featherHz: 20 };
    const patch = copyMasked([toSource(samples)], mask, { sampleRateHz });
    const input = { channels: [toSource(samples)], sampleRateHz, range: { fromSample, toSample }, patch };
    const [rendered] = renderEffect(input, effect as unknown as EffectDescription).channels;
    expect(rendered!.nSamples).toBe(resultEndSample - fromSample);
    expect(rendered!.read(0, 100).every(Number.isFinite)).toBe(true);
  });

  it('offer fields only with values that they take', () => {
    const check = <K extends EffectName>(name: K) => {
      const { defaults } = effectForms[name];
      for (const row of effectForms[name].rows(defaults, unselected)) {
        const value = (defaults as Readonly<Record<string, unknown>>)[row.key];
        if ('options' in row) expect(row.options.map((option) => option.value)).toContain(value);
        else if (!('dimension' in row)) expect(typeof value).toBe('boolean');
        else if (value !== null) {
          expect(value, `${name}.${row.key}`).toBeGreaterThanOrEqual(row.minValue ?? -Infinity);
          expect(value, `${name}.${row.key}`).toBeLessThanOrEqual(row.maxValue ?? Infinity);
        }
      }
    };
    for (const name of effectNames) check(name);
  });

  it('say what is missing', () => {
    expect(requestOf('erase', unselected)).toMatch(/^select a time/);
    expect(requestOf('reduceNoise', unselected)).toMatch(/^select a stretch of noise/);
    const high = { ...place, selection: { ...span, band: { lowHz: 9000, highHz: 9500 } } };
    expect(requestOf('heal', high)).toMatch(/above 8000 Hz/);
    const open = { ...effectForms.bandPass.defaults, fLowHz: null, fHighHz: null };
    expect(effectRequest('bandPass', open, place)).toMatch(/needs an edge/);
  });

  it('act on every range that is selected, unless they change the length or have a place of their own', () => {
    const others = [{ startSample: 14_000, endSample: 15_000 }];
    expect(requestOf('gain', { ...place, others })).toMatchObject({ ...span, more: others });
    for (const name of ['timeStretch', 'erase', 'generateTone', 'mixPaste'] as const)
      expect(requestOf(name, { ...place, others })).toBe('2 ranges are selected: this effect takes one');
  });

  it('mix the clipboard in from where the selection begins, as long as it is', () => {
    expect(requestOf('mixPaste')).toMatchObject({
      startSample: 4000,
      endSample: 5000,
      effect: { kind: 'mixPaste', pastedGainDb: 0, gainDb: 0 },
    });
    expect(requestOf('mixPaste', { ...place, clipboardSamples: null })).toMatch(/^the clipboard is empty/);
  });

  it('act on the selection, or on all; generated sound is put at the cursor', () => {
    expect(requestOf('gain')).toMatchObject(span);
    expect(requestOf('gain', unselected)).toMatchObject({ startSample: 0, endSample: 16_000 });
    expect(requestOf('generateTone')).toMatchObject({ ...span, effect: { sound: { nSamples: 8000 } } });
    const atCursor = { startSample: 4000, endSample: 4000, resultEndSample: 20_000 };
    expect(requestOf('generateTone', unselected)).toMatchObject({
      ...atCursor,
      effect: { sound: { nSamples: 16_000 } },
    });
  });

  it('make a rectangle of the selection, of all frequencies where it has no band', () => {
    const region = { kind: 'rectangle', fromSample: 4000, toSample: 12_000, fLowHz: 500, fHighHz: 1500 };
    expect(effectOf('erase')).toEqual({
      kind: 'mask',
      mask: { region, featherSamples: 160, featherHz: 50 },
      action: { type: 'erase' },
    });
    expect(requestOf('heal', { ...place, selection: { ...span, band: null } })).toMatchObject({
      effect: { mask: { region: { fLowHz: 0, fHighHz: 8000 } } },
    });
  });
});
