import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import styles from './Section.module.css';

interface Props {
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a side panel that folds; its fields sit on one two-column grid. */
export function Section({ title, action, children }: Props) {
  const [isOpen, setOpen] = useState(true);
  const id = useId();
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <div className={styles['head']}>
        <button
          type="button"
          id={id}
          aria-expanded={isOpen}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          <Chevron size={14} aria-hidden />
          {title}
        </button>
        {action}
      </div>
      {isOpen && <div className={styles['grid']}>{children}</div>}
    </section>
  );
}
