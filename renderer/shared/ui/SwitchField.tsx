import { useId } from 'react';
import styles from './SwitchField.module.css';

interface Props {
  readonly label: string;
  readonly isOn: boolean;
  readonly isOnByDefault?: boolean; // what is not the default is marked
  readonly testId?: string;
  readonly onChange: (isOn: boolean) => void;
}

export function SwitchField({ label, isOn, isOnByDefault = isOn, testId, onChange }: Props) {
  const id = useId();
  const isChanged = isOn !== isOnByDefault;
  return (
    <div className={styles['field']} data-changed={isChanged || undefined}>
      <input
        id={id}
        type="checkbox"
        className={styles['box']}
        checked={isOn}
        data-testid={testId}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <label htmlFor={id}>
        {label}
        {isChanged && <span className="visuallyHidden"> (changed)</span>}
      </label>
    </div>
  );
}
