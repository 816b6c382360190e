import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useRenaming } from '../../state/renaming.ts';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly className?: string | undefined;
  readonly id?: string;
  readonly placeholder?: string;
  readonly testId?: string;
  readonly isEmptyAllowed?: boolean;
  /** Of state/renaming.ts: when it is asked for, the field takes the focus. */
  readonly renameKey?: string;
  readonly hasFocus?: boolean; // as soon as it is shown
  readonly onCommit: (text: string) => void;
  /** Enter or Escape has ended the typing, or leaving has. */
  readonly onEnd?: (by: 'key' | 'leaving') => void;
}

/** A name. Enter or leaving takes it, Escape puts it back; an empty one is not taken unless it may be. */
export function TextField(props: Props) {
  const { label, value, renameKey, onCommit, onEnd } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const isAskedFor = useRenaming((s) => renameKey !== undefined && s.key === renameKey);
  useEffect(() => {
    if (isAskedFor) useRenaming.setState({ key: null });
    if (!isAskedFor && props.hasFocus !== true) return;
    field.current?.focus();
    field.current?.select();
  }, [isAskedFor, props.hasFocus]);

  const end = (by: 'key' | 'leaving', isTaken: boolean) => {
    const isNew = draft !== null && draft !== value && (props.isEmptyAllowed === true || draft.trim() !== '');
    setDraft(null);
    if (isTaken && isNew) onCommit(draft);
    onEnd?.(by);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.stopPropagation();
    end('key', event.key === 'Enter');
  };
  return (
    <input
      ref={field}
      id={props.id}
      aria-label={label}
      className={props.className}
      data-testid={props.testId}
      placeholder={props.placeholder}
      autoComplete="off"
      spellCheck={false}
      value={draft ?? value}
      onChange={(event) => {
        setDraft(event.target.value);
      }}
      onBlur={() => {
        end('leaving', true);
      }}
      onKeyDown={onKeyDown}
    />
  );
}
