import { NumberField, type NumberFieldProps } from '../../shared/ui/NumberField.tsx';
import { SelectField } from '../../shared/ui/SelectField.tsx';
import { SwitchField } from '../../shared/ui/SwitchField.tsx';
import {
  defaultSpectrogramSettings,
  useSpectrogramSettings,
  type SpectrogramSettings,
} from '../../state/spectrogramSettings.ts';

type KeysOf<T> = {
  [K in keyof SpectrogramSettings]: SpectrogramSettings[K] extends T ? K : never;
}[keyof SpectrogramSettings];

interface NumberRow extends Omit<NumberFieldProps, 'value' | 'defaultValue' | 'onChange' | 'testId'> {
  readonly key: Exclude<KeysOf<number | null>, 'zeroPadding'>;
  /** Where a value changes others with it. */
  readonly changeFor?: (value: number) => Partial<SpectrogramSettings>;
}

interface ChoiceRow {
  readonly key: KeysOf<string> | 'zeroPadding';
  readonly label: string;
  readonly options: readonly { readonly value: string | number; readonly title: string }[];
}

interface SwitchRow {
  readonly key: KeysOf<boolean>;
  readonly label: string;
}

/** One setting of the spectrogram: a number, one of a few, or on and off. */
export type SettingRow = NumberRow | ChoiceRow | SwitchRow;

interface Props {
  readonly rows: readonly SettingRow[];
  readonly sampleRateHz: number;
}

/** Fields that show and change the spectrogram's settings, each with its default. */
export function SettingRows({ rows, sampleRateHz }: Props) {
  const { settings, change } = useSpectrogramSettings();
  const defaults = defaultSpectrogramSettings(sampleRateHz);
  return rows.map((row) => {
    const testId = testIdOf(row.key);
    if ('options' in row)
      return (
        <SelectField<string | number>
          {...row}
          key={row.key}
          testId={testId}
          value={settings[row.key]}
          defaultValue={defaults[row.key]}
          onChange={(value) => {
            change({ [row.key]: value });
          }}
        />
      );
    if ('dimension' in row) {
      const { key, changeFor, ...field } = row;
      return (
        <NumberField
          {...field}
          key={key}
          testId={testId}
          sampleRateHz={sampleRateHz}
          value={settings[key]}
          defaultValue={defaults[key]}
          onChange={(value) => {
            if (value !== null && changeFor !== undefined) change(changeFor(value));
            else if (value !== null || field.isEmptyAllowed === true) change({ [key]: value });
          }}
        />
      );
    }
    return (
      <SwitchField
        {...row}
        key={row.key}
        testId={testId}
        isOn={settings[row.key]}
        isOnByDefault={defaults[row.key]}
        onChange={(isOn) => {
          change({ [row.key]: isOn });
        }}
      />
    );
  });
}

/** fMinHz → spectrogram-f-min */
function testIdOf(key: keyof SpectrogramSettings): string {
  const words = key.replace(/(Hz|Db)$/, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `spectrogram-${words}`;
}
