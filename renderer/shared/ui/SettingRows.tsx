import { NumberField, type NumberFieldProps } from './NumberField.tsx';
import { SelectField } from './SelectField.tsx';
import { SwitchField } from './SwitchField.tsx';

type KeysOf<S, T> = { [K in keyof S]-?: S[K] extends T ? K : never }[keyof S] & string;

interface NumberRow<S> extends Omit<NumberFieldProps, 'value' | 'defaultValue' | 'onChange' | 'testId'> {
  readonly key: KeysOf<S, number | null>;
  /** Where a value changes others with it. */
  readonly changeFor?: (value: number) => Partial<S>;
}

interface ChoiceRow<S> {
  readonly key: KeysOf<S, string | number>;
  readonly label: string;
  readonly options: readonly { readonly value: string | number; readonly title: string }[];
  readonly changeFor?: (value: string | number) => Partial<S>;
}

interface SwitchRow<S> {
  readonly key: KeysOf<S, boolean>;
  readonly label: string;
}

/** One setting: a number, one of a few, or on and off. */
export type SettingRow<S> = NumberRow<S> | ChoiceRow<S> | SwitchRow<S>;

interface Props<S> {
  readonly rows: readonly SettingRow<S>[];
  readonly settings: S;
  readonly defaults: S;
  readonly sampleRateHz: number;
  readonly testIdPrefix: string;
  readonly change: (change: Partial<S>) => void;
}

/** Fields that show and change settings, each with its default. */
export function SettingRows<S>({ rows, settings, defaults, sampleRateHz, testIdPrefix, change }: Props<S>) {
  const put = (key: string, value: unknown) => {
    change({ [key]: value } as Partial<S>);
  };
  return rows.map((row) => {
    const testId = testIdOf(testIdPrefix, row.key);
    if ('options' in row) {
      const { key, changeFor, ...field } = row;
      return (
        <SelectField<string | number>
          {...field}
          key={key}
          testId={testId}
          value={settings[key] as string | number}
          defaultValue={defaults[key] as string | number}
          onChange={(value) => {
            if (changeFor !== undefined) change(changeFor(value));
            else put(key, value);
          }}
        />
      );
    }
    if ('dimension' in row) {
      const { key, changeFor, ...field } = row;
      return (
        <NumberField
          {...field}
          key={key}
          testId={testId}
          sampleRateHz={sampleRateHz}
          value={settings[key] as number | null}
          defaultValue={defaults[key] as number | null}
          onChange={(value) => {
            if (value !== null && changeFor !== undefined) change(changeFor(value));
            else if (value !== null || field.isEmptyAllowed === true) put(key, value);
          }}
        />
      );
    }
    return (
      <SwitchField
        key={row.key}
        label={row.label}
        testId={testId}
        isOn={settings[row.key] as boolean}
        isOnByDefault={defaults[row.key] as boolean}
        onChange={(isOn) => {
          put(row.key, isOn);
        }}
      />
    );
  });
}

/** spectrogram, fMinHz → spectrogram-f-min */
function testIdOf(prefix: string, key: string): string {
  const words = key.replace(/(Hz|Db|Sec|Mm|Pt)$/, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `${prefix}-${words}`;
}
