import { useId } from 'react';
import styles from './SelectField.module.css';

interface Option<T> {
  readonly value: T;
  readonly title: string;
}

interface Props<T> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly defaultValue?: T; // what is not the default is marked; a double click on the label goes back to it
  readonly isDisabled?: boolean;
  readonly testId?: string;
  readonly onChange: (value: T) => void;
}

/** One of a few. The system's own list: it needs no room, reads well and types ahead. */
export function SelectField<T extends string | number>(props: Props<T>) {
  const { label, value, options, defaultValue, onChange } = props;
  const id = useId();
  const isChanged = defaultValue !== undefined && defaultValue !== value;
  return (
    <div className={styles['field']} data-changed={isChanged || undefined}>
      <label
        htmlFor={id}
        className={styles['label']}
        onDoubleClick={() => {
          if (isChanged) onChange(defaultValue);
        }}
      >
        {label}
        {isChanged && <span className="visuallyHidden"> (changed)</span>}
      </label>
      <select
        id={id}
        className={styles['select']}
        data-testid={props.testId}
        disabled={props.isDisabled}
        value={String(value)}
        onChange={(event) => {
          const chosen = options.find((o) => String(o.value) === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={String(option.value)} value={String(option.value)}>
            {option.title}
          </option>
        ))}
      </select>
    </div>
  );
}
