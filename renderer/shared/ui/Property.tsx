import type { ReactNode } from 'react';
import styles from './Property.module.css';

interface Props {
  readonly name: string;
  readonly children: ReactNode;
  readonly testId?: string;
}

/** A name and what it is; sits on a Section's grid. */
export function Property({ name, children, testId }: Props) {
  return (
    <>
      <span className={styles['name']}>{name}</span>
      <span className={styles['value']} data-testid={testId}>
        {children}
      </span>
    </>
  );
}
