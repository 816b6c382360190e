import { useEffect, useRef, useState } from 'react';
import type { EditHistoryInfo, EditInfo } from '../../../preload/contract/edits.ts';
import { goToEdit } from '../../client/edits.ts';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { getActiveDocument, useActiveDocument } from '../../client/project.ts';
import { isEngineLost, studio } from '../../client/studio.ts';
import { formatBytes } from '../../shared/format/bytes.ts';
import { counted } from '../../shared/format/counted.ts';
import { formatLocalTime } from '../../shared/format/localTime.ts';
import { useVirtualRows } from '../../shared/ui/useVirtualRows.ts';
import { announce } from '../../state/announcements.ts';
import { runCommand } from '../../state/commands.ts';
import { notifyError } from '../../state/notices.ts';
import { editDetails } from './editDetails.ts';
import { editPlace } from './editPlace.ts';
import styles from './HistoryPanel.module.css';
import { historyRows, type HistoryRow, type RowState } from './historyRows.ts';
import { showPlace } from './showPlace.ts';

const rowPx = 24;
const noHistory: EditHistoryInfo = { edits: [], headId: null, tipId: null };
const stateTexts: Readonly<Record<RowState, string>> = {
  here: 'now here',
  done: 'done',
  undone: 'undone',
  left: 'on a branch that was left',
};
const marks: Readonly<Record<RowState, string>> = { here: '▶', done: '●', undone: '○', left: '┆' };

/** Every edit of the active document, branches that were left too. A press goes there. */
export function HistoryPanel() {
  const document = useActiveDocument();
  const documentId = document?.documentId ?? null;
  const { history, undoBytes } = useHistory(documentId);
  const table = useRef<HTMLTableElement>(null);
  const rows = historyRows(history);
  const { first, end, beforePx, afterPx } = useVirtualRows(table, { count: rows.length, rowPx });
  const here = rows.findIndex(({ state }) => state === 'here');
  useEffect(() => {
    const scroller = table.current?.parentElement;
    const topPx = here * rowPx;
    if (
      scroller == null ||
      (topPx >= scroller.scrollTop && topPx + 2 * rowPx <= scroller.scrollTop + scroller.clientHeight)
    )
      return;
    scroller.scrollTo({ top: topPx - scroller.clientHeight / 2 });
  }, [here]);
  if (document === null) return null;
  const nLeft = rows.filter(({ state }) => state === 'left').length;
  return (
    <div className={styles['panel']} data-testid="history-panel">
      <div className={styles['bar']}>
        <span>
          {counted(history.edits.length, 'edit')}
          {nLeft > 0 && `, ${String(nLeft)} on branches that were left`}
        </span>
        <span data-testid="history-undo-bytes">Audio kept for undo: {formatBytes(undoBytes)}</span>
        <span className={styles['space']} />
        <button type="button" disabled={history.edits.length === 0} onClick={() => runCommand('edit.purgeHistory')}>
          Let go…
        </button>
        <button type="button" data-testid="history-macro" onClick={() => runCommand('macros.fromHistory')}>
          Save as macro…
        </button>
        <button type="button" onClick={() => runCommand('edit.exportHistory')}>
          Save as JSON
        </button>
      </div>
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label="History">
        <table ref={table} className={styles['table']} aria-rowcount={rows.length + 1}>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col">
                <span className="visuallyHidden">State</span>
              </th>
              <th scope="col">Edit</th>
              <th scope="col">Where</th>
              <th scope="col">Details</th>
              <th scope="col">Made</th>
            </tr>
          </thead>
          <tbody>
            <tr aria-hidden="true" style={{ height: beforePx }} />
            {rows.slice(first, end).map((row, i) => (
              <Row key={row.edit?.editId ?? 0} row={row} index={first + i} document={document} />
            ))}
            <tr aria-hidden="true" style={{ height: afterPx }} />
          </tbody>
        </table>
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: HistoryRow;
  readonly index: number;
  readonly document: DocumentInfo;
}

function Row({ row: { edit, state, branch }, index, document }: RowProps) {
  const title = edit?.title ?? 'As it was made';
  const { where, what } = editDetails(edit?.command, document);
  return (
    <tr aria-rowindex={index + 2} data-state={state} aria-current={state === 'here' ? 'step' : undefined}>
      <td title={stateTexts[state]}>
        <span aria-hidden>{marks[state]}</span>
        <span className="visuallyHidden">{stateTexts[state]}</span>
      </td>
      <th scope="row" style={{ paddingLeft: 8 + 16 * Math.min(branch, 6) }}>
        <button
          type="button"
          title={`Go to the state after “${title}”`}
          onClick={() => {
            goThere(document.documentId, edit).catch((error: unknown) => {
              notifyError('Go back in the history', error);
            });
          }}
        >
          {title}
        </button>
      </th>
      <td>{where}</td>
      <td className={styles['details']} title={what}>
        {what.slice(0, mostText)}
      </td>
      <td>{edit === null ? '' : <time dateTime={edit.madeAt}>{formatLocalTime(edit.madeAt)}</time>}</td>
    </tr>
  );
}

async function goThere(documentId: string, edit: EditInfo | null): Promise<void> {
  await goToEdit(documentId, edit?.editId ?? null);
  const document = getActiveDocument();
  const place = edit === null || document === null ? null : editPlace(edit, 'redo', document);
  if (place !== null) showPlace(place);
  announce(edit === null ? 'As it was made' : `Now at: ${edit.title}`);
}

const mostText = 200;

const settleMs = 120;

/** Read when it is shown, and again a moment after each change. */
function useHistory(documentId: string | null) {
  const [read, setRead] = useState({ documentId, history: noHistory, undoBytes: 0 });
  useEffect(() => {
    if (documentId === null) return;
    let isGone = false;
    let timer = 0;
    const readNow = async () => {
      const [history, { bytes }] = await Promise.all([
        studio.call['edits.history']({ documentId }),
        studio.call['history.undoBytes']({}),
      ]);
      if (!isGone) setRead({ documentId, history, undoBytes: bytes });
    };
    const readOrTell = () => {
      readNow().catch((error: unknown) => {
        if (!isGone && !isEngineLost(error)) notifyError('Read the history', error);
      });
    };
    readOrTell();
    const stop = studio.onEvent('edits.changed', (event) => {
      if (event.documentId !== documentId) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(readOrTell, settleMs);
    });
    return () => {
      isGone = true;
      window.clearTimeout(timer);
      stop();
    };
  }, [documentId]);
  return read.documentId === documentId ? read : { history: noHistory, undoBytes: 0 };
}
