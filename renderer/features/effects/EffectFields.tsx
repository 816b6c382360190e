import { SettingRows } from '../../shared/ui/SettingRows.tsx';
import type { EffectPlace } from './effectForm.ts';
import { effectForms } from './effectForms.ts';
import type { EffectName, EffectSettings } from './effectSettings.ts';
import { useEffects } from './effectStore.ts';

interface Props<K extends EffectName> {
  readonly name: K;
  readonly place: EffectPlace;
}

export function EffectFields<K extends EffectName>({ name, place }: Props<K>) {
  const settings = useEffects((s): EffectSettings[K] => s.settings[name]);
  const change = useEffects((s) => s.change);
  const form = effectForms[name];
  return (
    <SettingRows
      rows={form.rows(settings, place)}
      settings={settings}
      defaults={form.defaults}
      sampleRateHz={place.sampleRateHz}
      testIdPrefix="effect"
      change={(values) => {
        change(name, values);
      }}
    />
  );
}
