import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { readNumber } from '../../shared/format/readNumber.ts';
import { notifyError } from '../../state/notices.ts';
import { usePrompt, type NumberPrompt, type Prompt } from './prompt.ts';
import styles from './EditPrompt.module.css';

export function EditPrompt() {
  const prompt = usePrompt((s) => s.prompt);
  if (prompt === null) return null;
  return <Asking key={prompt.title} prompt={prompt} />;
}

/** Enter takes the value, Escape leaves all as it was; the focus goes back to where it was. */
function Asking({ prompt }: { readonly prompt: Prompt }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [before] = useState(() => document.activeElement);
  const [text, setText] = useState(() =>
    prompt.kind === 'text' ? prompt.initial : prompt.rules.format(prompt.initial),
  );
  const read = prompt.kind === 'number' ? readNumber(text, prompt.rules) : null;
  const problem = typeof read === 'string' ? read : null;
  useEffect(() => {
    field.current?.select();
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [before]);
  const close = () => {
    usePrompt.setState({ prompt: null });
  };
  const apply = () => {
    const value = read !== null && typeof read === 'object' ? read.value : null;
    if (prompt.kind === 'number' && value === null) return;
    if (prompt.kind === 'text' && text.trim() === '') return;
    close();
    const work = prompt.kind === 'text' ? prompt.apply(text.trim()) : prompt.apply(value ?? prompt.initial);
    work.catch((error: unknown) => {
      notifyError(prompt.title, error);
    });
  };
  return (
    <form
      className={styles['form']}
      aria-label={prompt.title}
      data-testid="edit-prompt"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <label htmlFor={id}>{prompt.field}</label>
      <input
        ref={field}
        id={id}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        data-testid="edit-prompt-field"
        data-kind={prompt.kind}
        value={text}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-effect`}
        onChange={(event) => {
          setText(event.target.value);
        }}
      />
      <button type="submit" disabled={problem !== null}>
        {prompt.action}
      </button>
      <button type="button" onClick={close}>
        Cancel
      </button>
      <output id={`${id}-effect`} className={problem === null ? styles['effect'] : styles['problem']}>
        {problem ?? (prompt.kind === 'number' && <Effect prompt={prompt} value={valueOf(read)} />)}
      </output>
    </form>
  );
}

const valueOf = (read: ReturnType<typeof readNumber> | null) =>
  read !== null && typeof read === 'object' ? read.value : null;

function Effect({ prompt, value }: { readonly prompt: NumberPrompt; readonly value: number | null }): ReactNode {
  const [measured, setMeasured] = useState<number | null>(null);
  useEffect(() => {
    const aborter = new AbortController();
    prompt.measure?.(aborter.signal).then(
      (result) => {
        if (!aborter.signal.aborted) setMeasured(result);
      },
      () => undefined, // without it the value can be taken all the same
    );
    return () => {
      aborter.abort();
    };
  }, [prompt]);
  return value === null ? null : (prompt.effect?.(value, measured) ?? null);
}
