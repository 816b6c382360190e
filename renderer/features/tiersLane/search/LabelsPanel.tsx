import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import type { DocumentInfo } from '../../../../preload/contract/project.ts';
import { useActiveDocument } from '../../../client/project.ts';
import { getTierItems, useTiers } from '../../../client/tiers.ts';
import { formatCount } from '../../../shared/format/bytes.ts';
import { tellTierProblem } from '../editTier.ts';
import { FoundTable } from './FoundTable.tsx';
import styles from './LabelsPanel.module.css';
import { changedBy, replaceAll } from './replaceAll.ts';
import { useSearch, type SearchState } from './searchState.ts';
import { useResults, type Results } from './useResults.ts';

/** Labels with a pattern, and what they become; or labels that hold what their tier does not allow. */
export function LabelsPanel() {
  const document = useActiveDocument();
  return document === null || document.tiers.length === 0 ? (
    <p className={styles['none']}>Labels of tiers are found and replaced here, once there is a tier.</p>
  ) : (
    <Panel document={document} />
  );
}

function Panel({ document }: { readonly document: DocumentInfo }) {
  const search = useSearch();
  const items = useTiers((s) => s.items);
  const tiers = useMemo(() => {
    const chosen = document.tiers.filter(({ tierId }) => tierId === search.scope);
    return chosen.length === 0 ? document.tiers : chosen;
  }, [document.tiers, search.scope]);
  useEffect(() => {
    for (const { tierId } of tiers) getTierItems(tierId).catch(tellTierProblem);
  }, [tiers]);
  const results = useResults(tiers, items);
  const nLabels = tiers.reduce((sum, { tierId }) => sum + (items[tierId]?.length ?? 0), 0);
  const isFind = search.mode === 'find';
  return (
    <div className={styles['panel']} data-testid="labels-panel">
      <div className={styles['bar']} role="search" aria-label="Labels">
        <select
          aria-label="Look for"
          data-testid="labels-mode"
          value={search.mode}
          onChange={({ target }) => {
            useSearch.setState({ mode: target.value === 'alphabet' ? 'alphabet' : 'find' });
          }}
        >
          <option value="find">Find</option>
          <option value="alphabet">Not in the alphabet</option>
        </select>
        {isFind && <FindFields search={search} problem={results.problem} />}
        <select
          aria-label="In"
          data-testid="labels-scope"
          value={tiers.length === 1 ? tiers[0]?.tierId : 'all'}
          onChange={({ target }) => {
            useSearch.setState({ scope: target.value });
          }}
        >
          {document.tiers.length !== 1 && <option value="all">in all tiers</option>}
          {document.tiers.map(({ tierId, name }) => (
            <option key={tierId} value={tierId}>
              in {name}
            </option>
          ))}
        </select>
        {isFind && <ReplaceAll results={results} />}
        <output className={styles['count']} data-testid="labels-count">
          {results.problem ?? `${formatCount(results.found.length)} of ${formatCount(nLabels)} labels`}
        </output>
      </div>
      <Listed results={results} isFind={isFind} hasPattern={search.pattern !== ''} document={document} />
    </div>
  );
}

const switches = [
  ['isRegExp', 'Regular expression'],
  ['isCaseSensitive', 'Match case'],
  ['isWhole', 'Whole label'],
] as const;

function FindFields({ search, problem }: { readonly search: SearchState; readonly problem: string | null }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!search.isAsked) return;
    useSearch.setState({ isAsked: false });
    field.current?.focus();
    field.current?.select();
  }, [search.isAsked]);
  return (
    <>
      <input
        ref={field}
        aria-label="Pattern"
        placeholder="pattern"
        data-testid="labels-pattern"
        autoComplete="off"
        spellCheck={false}
        value={search.pattern}
        aria-invalid={problem !== null}
        onChange={({ target }) => {
          useSearch.setState({ pattern: target.value });
        }}
      />
      <input
        aria-label="Replace with"
        placeholder={search.isRegExp ? 'replace with ($1 …)' : 'replace with'}
        data-testid="labels-replacement"
        autoComplete="off"
        spellCheck={false}
        value={search.replacement}
        onChange={({ target }) => {
          useSearch.setState({ replacement: target.value });
        }}
      />
      {switches.map(([name, title]) => (
        <label key={name} className={styles['switch']}>
          <input
            type="checkbox"
            data-testid={`labels-${name}`}
            checked={search[name]}
            onChange={({ target }) => {
              useSearch.setState({ [name]: target.checked });
            }}
          />
          {title}
        </label>
      ))}
    </>
  );
}

function ReplaceAll({ results: { found, isCurrent } }: { readonly results: Results }) {
  const nChanged = changedBy(found).length;
  return (
    <button
      type="button"
      disabled={nChanged === 0 || !isCurrent}
      onClick={() => {
        replaceAll(found).catch(tellTierProblem);
      }}
    >
      Replace all{nChanged === 0 ? '' : ` (${formatCount(nChanged)})`}
    </button>
  );
}

interface ListedProps {
  readonly results: Results;
  readonly isFind: boolean;
  readonly hasPattern: boolean;
  readonly document: DocumentInfo;
}

function Listed({ results, isFind, hasPattern, document }: ListedProps): ReactNode {
  if (results.found.length > 0) return <FoundTable found={results.found} isFind={isFind} document={document} />;
  if (results.problem !== null) return null;
  return (
    <p className={styles['none']}>
      {isFind
        ? hasPattern
          ? 'No label has it.'
          : 'Every label that has the pattern is listed here, with what it would become.'
        : 'Every label is allowed. What a tier allows is said in the inspector, under Labelling, while its lane has the focus.'}
    </p>
  );
}
