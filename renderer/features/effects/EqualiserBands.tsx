import { Plus, X } from 'lucide-react';
import { NumberField } from '../../shared/ui/NumberField.tsx';
import { SelectField } from '../../shared/ui/SelectField.tsx';
import { limits } from './effectRules.ts';
import type { BandKind, EqualiserBand } from './effectSettings.ts';
import { useEffects } from './effectStore.ts';
import styles from './EffectsPanel.module.css';
import { decibel, hertz, plain } from './forms/fields.ts';
import { hasGain, mostBands, newBand } from './forms/filterForms.ts';

const kinds: readonly { readonly value: BandKind; readonly title: string }[] = [
  { value: 'peaking', title: 'Peak' },
  { value: 'lowShelf', title: 'Low shelf' },
  { value: 'highShelf', title: 'High shelf' },
  { value: 'lowPass', title: 'Low pass' },
  { value: 'highPass', title: 'High pass' },
  { value: 'notch', title: 'Notch' },
];

/** A row for each band of the equaliser. */
export function EqualiserBands({ sampleRateHz }: { readonly sampleRateHz: number }) {
  const bands = useEffects((s) => s.settings.equalise.bands);
  const change = useEffects((s) => s.change);
  const put = (next: readonly EqualiserBand[]) => {
    change('equalise', { bands: next });
  };
  return (
    <div className={styles['bands']} data-testid="equaliser-bands">
      {bands.map((band, i) => (
        <Band
          key={i}
          band={band}
          index={i}
          sampleRateHz={sampleRateHz}
          onChange={(values) => {
            put(bands.with(i, { ...band, ...values }));
          }}
          onRemove={() => {
            put(bands.toSpliced(i, 1));
          }}
        />
      ))}
      <button
        type="button"
        className={styles['add']}
        disabled={bands.length >= mostBands}
        onClick={() => {
          put([...bands, newBand]);
        }}
      >
        <Plus size={14} aria-hidden />
        {bands.length < mostBands ? 'Add a band' : `${String(mostBands)} bands are the most`}
      </button>
    </div>
  );
}

interface BandProps {
  readonly band: EqualiserBand;
  readonly index: number;
  readonly sampleRateHz: number;
  readonly onChange: (values: Partial<EqualiserBand>) => void;
  readonly onRemove: () => void;
}

function Band({ band, index, sampleRateHz, onChange, onRemove }: BandProps) {
  const name = `Band ${String(index + 1)}`;
  const number = (key: 'hz' | 'gainDb' | 'q') => ({
    label: `${name}: ${{ hz: 'frequency', gainDb: 'gain', q: 'Q' }[key]}`,
    isLabelHidden: true,
    value: band[key],
    testId: `band-${String(index + 1)}-${key}`,
    onChange: (value: number | null) => {
      if (value !== null) onChange({ [key]: value });
    },
  });
  return (
    <div className={styles['band']} role="group" aria-label={name}>
      <SelectField
        label={name}
        value={band.kind}
        options={kinds}
        testId={`band-${String(index + 1)}-kind`}
        onChange={(kind) => {
          onChange({ kind });
        }}
      />
      <NumberField {...hertz(sampleRateHz)} {...number('hz')} />
      <NumberField {...decibel} {...limits('filterGainDb')} {...number('gainDb')} isDisabled={!hasGain(band)} />
      <NumberField {...plain} {...limits('q')} {...number('q')} step={0.1} note="Q" />
      <button type="button" className={styles['remove']} aria-label={`Remove ${name.toLowerCase()}`} onClick={onRemove}>
        <X size={14} aria-hidden />
      </button>
    </div>
  );
}
