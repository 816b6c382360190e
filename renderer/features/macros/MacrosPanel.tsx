import { useState } from 'react';
import { useActiveDocument } from '../../client/project.ts';
import { runCommand } from '../../state/commands.ts';
import { notifyError } from '../../state/notices.ts';
import { chooseMacro, editText, isChanged, nameIn, renamed, useMacros, type MacroStore } from './macroStore.ts';
import styles from './MacrosPanel.module.css';
import { fromHistory, whyNoRun } from './runMacro.ts';

/** Those of the profile, the text of one, what it does, and running it. */
export function MacrosPanel() {
  const state = useMacros();
  return (
    <div className={styles['panel']} data-testid="macros-panel">
      <List state={state} />
      <Editor state={state} />
      <Actions state={state} />
    </div>
  );
}

interface Props {
  readonly state: MacroStore;
}

interface ButtonProps {
  readonly command: string;
  readonly title: string;
  readonly isDisabled?: boolean;
  readonly isOn?: boolean;
  readonly why?: string | null;
}

function CommandText({ command, title, isDisabled = false, isOn, why }: ButtonProps) {
  return (
    <button
      type="button"
      data-testid={`macro-${command}`}
      aria-disabled={isDisabled}
      title={why ?? undefined}
      {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
      onClick={() => {
        if (!isDisabled) runCommand(`macros.${command}`);
      }}
    >
      {title}
    </button>
  );
}

function List({ state: { macros, chosenId, recording } }: Props) {
  const hasDocument = useActiveDocument() !== null;
  return (
    <div className={styles['side']}>
      <div className={styles['bar']}>
        <CommandText command="new" title="New" />
        <CommandText
          command="record"
          title={recording === null ? 'Record' : 'Stop recording'}
          isOn={recording !== null}
          isDisabled={recording === null && !hasDocument}
          why="What is done to the document until it is stopped becomes a macro"
        />
        <CommandText command="import" title="Import…" />
      </div>
      <History isDisabled={!hasDocument} />
      <ul className={styles['list']} aria-label="Macros" tabIndex={0}>
        {macros.map((macro) => (
          <li key={macro.macroId}>
            <button
              type="button"
              aria-pressed={macro.macroId === chosenId}
              title={macro.problem ?? undefined}
              data-testid="macro-entry"
              onClick={() => {
                chooseMacro(macro);
              }}
            >
              {macro.name}
              {macro.problem !== null && ' (cannot run)'}
            </button>
          </li>
        ))}
        {macros.length === 0 && <li className={styles['none']}>No macros yet. Record one, or write one.</li>}
      </ul>
    </div>
  );
}

const mostEdits = 1000;

function History({ isDisabled }: { readonly isDisabled: boolean }) {
  const [count, setCount] = useState('');
  const number = Number(count);
  const isBad = count !== '' && !(Number.isInteger(number) && number >= 1 && number <= mostEdits);
  return (
    <div className={styles['bar']}>
      <button
        type="button"
        data-testid="macro-last"
        aria-disabled={isDisabled || isBad}
        onClick={() => {
          if (isDisabled || isBad) return;
          fromHistory(count === '' ? null : number).catch((error: unknown) => {
            notifyError('Save edits as a macro', error);
          });
        }}
      >
        Take the last
      </button>
      <input
        className={styles['count']}
        aria-label="How many edits; empty: all"
        aria-invalid={isBad}
        data-testid="macro-count"
        inputMode="numeric"
        placeholder="all"
        value={count}
        onChange={(event) => {
          setCount(event.target.value.trim());
        }}
      />
      <span>edits</span>
    </div>
  );
}

function Editor({ state: { text, check } }: Props) {
  return (
    <textarea
      className={styles['text']}
      aria-label="Text of the macro"
      aria-invalid={check?.problem != null}
      aria-describedby="macro-problem"
      data-testid="macro-text"
      spellCheck={false}
      placeholder="A macro is a list of effects and edits as JSON. New writes one to begin with."
      value={text}
      onChange={(event) => {
        editText(event.target.value);
      }}
    />
  );
}

function Actions({ state }: Props) {
  const { text, check, chosenId, jobId, isReplacing, report } = state;
  const hasDocument = useActiveDocument() !== null;
  const why = whyNoRun();
  const canSave = check?.problem === null && isChanged(state);
  const name = nameIn(text);
  return (
    <div className={styles['side']}>
      <label className={styles['name']}>
        <span>Name</span>
        <input
          data-testid="macro-name"
          maxLength={100}
          disabled={name === null}
          value={name ?? ''}
          onChange={(event) => {
            editText(renamed(text, event.target.value));
          }}
        />
      </label>
      <div className={styles['bar']}>
        <CommandText command="save" title="Save" isDisabled={!canSave} />
        <CommandText command="export" title="Export…" isDisabled={chosenId === null} />
        <CommandText command="remove" title="Remove" isDisabled={chosenId === null} />
      </div>
      <div className={styles['bar']}>
        <CommandText command="run" title="Run here" isDisabled={!hasDocument || why !== null} why={why} />
        <CommandText command="runFiles" title="Run on files…" isDisabled={why !== null} why={why} />
        <label className={styles['check']}>
          <input
            type="checkbox"
            data-testid="macro-replace"
            checked={isReplacing}
            onChange={(event) => {
              useMacros.setState({ isReplacing: event.target.checked });
            }}
          />
          Replace files
        </label>
      </div>
      <div className={styles['told']} tabIndex={0} role="region" aria-label="Steps and results">
        <p id="macro-problem" role="alert" className={styles['problem']} data-testid="macro-problem">
          {check?.problem ?? ''}
        </p>
        {jobId !== null && <p>Running. Jobs shows how far it is, and cancels it.</p>}
        {report !== null && (
          <div data-testid="macro-report" data-good={report.isGood}>
            <p className={report.isGood ? '' : styles['problem']}>{report.title}</p>
            {report.lines.map((line) => (
              <p key={line} className={styles['line']}>
                {line}
              </p>
            ))}
          </div>
        )}
        <ol className={styles['steps']} start={0} data-testid="macro-steps">
          {(check?.steps ?? []).map((title, i) => (
            <li key={`${String(i)} ${title}`}>{title}</li>
          ))}
        </ol>
      </div>
    </div>
  );
}
