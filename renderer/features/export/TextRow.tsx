import { useId } from 'react';
import styles from './ExportDialog.module.css';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly testId?: string;
  readonly onChange: (text: string) => void;
}

/** A text that counts while it is typed: what it does is shown beside. */
export function TextRow({ label, value, placeholder, testId, onChange }: Props) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      <input
        id={id}
        className={styles['text']}
        data-testid={testId}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        placeholder={placeholder}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
    </>
  );
}
