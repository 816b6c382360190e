import { useEffect } from 'react';
import { useCorrecting } from '../../state/correcting.ts';
import styles from './ToolTag.module.css';

interface Props {
  readonly title: string;
  readonly hint: string;
  readonly value: string | null; // under the pointer, instead of the hint
  readonly testId: string;
}

const ownEscape = 'input, textarea, select, [data-modal], [role="dialog"], [role="menu"], [role="listbox"]';

/** In the corner of a lane whose clicks and drags do something else than select: which tool that is, what it does, what is under the pointer. */
export function ToolTag({ title, hint, value, testId }: Props) {
  useEffect(() => {
    // Before the window's keys, where Escape also drops the selection.
    const onKey = (event: KeyboardEvent) => {
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
      if (event.key !== 'Escape' || hasModifier || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(ownEscape) !== null) return;
      event.preventDefault();
      useCorrecting.setState({ tool: null });
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  }, []);
  return (
    <div className={styles['tag']} data-testid={testId}>
      <strong>{title}</strong> {value ?? hint}
    </div>
  );
}
