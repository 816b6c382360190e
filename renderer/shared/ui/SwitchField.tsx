import { useId } from 'react';
import styles from './SwitchField.module.css';

interface Props {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function SwitchField({ label, isOn, onChange }: Props) {
  const id = useId();
  return (
    <div className={styles['field']}>
      <input
        id={id}
        type="checkbox"
        className={styles['box']}
        checked={isOn}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}
