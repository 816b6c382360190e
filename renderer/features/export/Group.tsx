import { useId, type ReactNode } from 'react';
import styles from './ExportDialog.module.css';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
}

/** Fields under a title, on the grid of the fields' labels and values. */
export function Group({ title, children }: Props) {
  const id = useId();
  return (
    <section className={styles['group']} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <div className={styles['grid']}>{children}</div>
    </section>
  );
}
