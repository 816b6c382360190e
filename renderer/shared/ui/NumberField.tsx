import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { readNumber, type NumberRules } from '../format/readNumber.ts';
import styles from './NumberField.module.css';

export interface NumberFieldProps extends NumberRules {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly value: number | null; // null: shown empty, and an emptied field gives null
  readonly step?: number | ((value: number, direction: 1 | -1) => number);
  readonly defaultValue?: number | null; // a double click goes back to it
  readonly isDisabled?: boolean;
  readonly placeholder?: string;
  readonly note?: string; // shown beside the value: the same in another unit
  readonly isMarked?: boolean; // false: other than the default is nothing special here
  readonly testId?: string;
  readonly onChange: (value: number | null) => void;
}

/** A number with units and arithmetic. Enter or leaving takes it, Escape puts it back, arrows step, a double click or emptying resets. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, format, minValue, maxValue, defaultValue, testId } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const canReset = defaultValue !== undefined && defaultValue !== value;
  const isChanged = canReset && props.isMarked !== false;
  const shown = value === null ? '' : format(value);

  const drop = () => {
    setDraft(null);
    setProblem(null);
  };
  const reset = () => {
    drop();
    if (canReset) props.onChange(defaultValue);
  };
  const commit = () => {
    if (draft === null) return;
    if (draft.trim() === '' && defaultValue !== undefined) {
      reset(); // by keys, what a double click does
      return;
    }
    const result = readNumber(draft, props);
    if (typeof result === 'string') {
      setProblem(result);
      return;
    }
    drop();
    if (result.value !== value) props.onChange(result.value);
  };
  const step = (direction: 1 | -1) => {
    const from = value ?? minValue ?? 0;
    const next = typeof props.step === 'function' ? props.step(from, direction) : from + direction * (props.step ?? 1);
    drop();
    props.onChange(Math.min(Math.max(next, minValue ?? -Infinity), maxValue ?? Infinity));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit();
    else if (event.key === 'Escape' && draft !== null) drop();
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') step(event.key === 'ArrowUp' ? 1 : -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={styles['field']} data-changed={isChanged || undefined}>
      <label htmlFor={id} className={props.isLabelHidden ? 'visuallyHidden' : (styles['label'] ?? '')}>
        {label}
        {isChanged && <span className="visuallyHidden"> (changed)</span>}
      </label>
      <span className={styles['box']}>
        <input
          ref={input}
          id={id}
          className={styles['input']}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          role="spinbutton"
          aria-valuenow={value ?? undefined}
          aria-valuetext={shown === '' ? 'none' : shown}
          aria-valuemin={minValue}
          aria-valuemax={maxValue}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          data-testid={testId}
          disabled={props.isDisabled}
          placeholder={props.placeholder}
          value={draft ?? shown}
          onChange={(event) => {
            setDraft(event.target.value);
            setProblem(null);
          }}
          onFocus={() => input.current?.select()}
          onBlur={commit}
          onKeyDown={onKeyDown}
          onDoubleClick={() => {
            if (!canReset) return;
            reset();
            requestAnimationFrame(() => input.current?.select());
          }}
        />
        {props.note !== undefined && draft === null && (
          <span className={styles['note']} aria-hidden>
            {props.note}
          </span>
        )}
      </span>
      {problem !== null && (
        <span id={`${id}-problem`} role="alert" className={styles['problem']}>
          {problem}
        </span>
      )}
    </div>
  );
}
