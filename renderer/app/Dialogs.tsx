import { useEffect, useId, useRef } from 'react';
import { closeDialog, useDialogs, type DialogAction, type DialogContent } from '../state/dialogs.ts';
import { notifyError } from '../state/notices.ts';
import styles from './Dialogs.module.css';

/** The question that waits longest. */
export function Dialogs() {
  const dialog = useDialogs((s) => s.waiting[0]);
  return dialog === undefined ? null : <OpenDialog key={dialog.key} dialog={dialog} />;
}

/** Modal: the rest of the window waits. Escape leaves all as it is; the focus begins where nothing can be lost. */
function OpenDialog({ dialog }: { readonly dialog: DialogContent }) {
  const element = useRef<HTMLDialogElement>(null);
  const leaving = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    leaving.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  const { key, title, text, facts = [], list, isBusy = false, actions, leave, onLeave } = dialog;
  const close = () => {
    closeDialog(key);
    onLeave?.();
  };
  const act = ({ run }: DialogAction) => {
    closeDialog(key);
    Promise.resolve(run()).catch((error: unknown) => {
      notifyError(title, error);
    });
  };
  return (
    <dialog
      ref={element}
      className={styles['dialog']}
      aria-labelledby={id}
      data-modal
      data-testid={`dialog-${key}`}
      aria-busy={isBusy}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
      }}
    >
      <h2 id={id}>{title}</h2>
      <div className={styles['content']} tabIndex={0} role="region" aria-labelledby={id}>
        {text.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        {facts.length > 0 && <Facts facts={facts} />}
        {list !== undefined && list.items.length > 0 && <List {...list} />}
        {isBusy && <progress className={styles['progress']} aria-label={title} />}
      </div>
      <div className={styles['actions']}>
        <button ref={leaving} type="button" onClick={close}>
          {leave}
        </button>
        {actions.map((action) => (
          <button
            key={action.label}
            type="button"
            data-tone={action.tone}
            onClick={() => {
              act(action);
            }}
          >
            {action.label}
          </button>
        ))}
      </div>
    </dialog>
  );
}

function Facts({ facts }: { readonly facts: NonNullable<DialogContent['facts']> }) {
  return (
    <dl className={styles['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function List({ title, items }: NonNullable<DialogContent['list']>) {
  return (
    <section className={styles['list']}>
      <h3>{title}</h3>
      <ul>
        {items.map((item, i) => (
          <li key={i}>{item}</li>
        ))}
      </ul>
    </section>
  );
}
