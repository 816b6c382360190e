import {
  FolderOpen,
  PanelBottom,
  PanelRight,
  Maximize2,
  Redo2,
  Search,
  Undo2,
  ScanSearch,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { EngineChip } from '../features/jobs/index.ts';
import { useEdits } from '../client/edits.ts';
import { useActiveDocument } from '../client/project.ts';
import { CommandButton } from '../shared/ui/CommandButton.tsx';
import { ErrorBoundary } from '../shared/ui/ErrorBoundary.tsx';
import { useLayout } from '../state/layout.ts';
import { useSelection } from '../state/selection.ts';
import { SelectionFields } from './SelectionFields.tsx';
import { TimeField } from './TimeField.tsx';
import styles from './Toolbar.module.css';
import { ZoomField } from './ZoomField.tsx';
import { Transport } from './Transport.tsx';

export function Toolbar() {
  const document = useActiveDocument();
  const hasDocument = document !== null;
  const hasSelection = useSelection((s) => s.selection !== null);
  const { workspace, isInspectorOpen, isBottomOpen } = useLayout();
  const { undo, redo } = useEdits();
  const showsPanels = workspace === 'inspect';
  return (
    <header className={styles['toolbar']} aria-label="Transport and view" data-testid="toolbar">
      <h1 className="visuallyHidden">Phonoscope</h1>
      <CommandButton command="file.open" icon={FolderOpen} />
      <CommandButton command="edit.undo" icon={Undo2} isDisabled={undo === null} />
      <CommandButton command="edit.redo" icon={Redo2} isDisabled={redo === null} />
      <span className={styles['divider']} />
      <ErrorBoundary name="Transport">
        <Transport />
      </ErrorBoundary>
      <TimeField />
      {hasDocument && <span className={styles['divider']} />}
      <SelectionFields />
      <span className={styles['divider']} />
      <CommandButton command="view.zoomOut" icon={ZoomOut} isDisabled={!hasDocument} />
      {document !== null && (
        <div className={styles['zoom']}>
          <ZoomField document={document} />
        </div>
      )}
      <CommandButton command="view.zoomIn" icon={ZoomIn} isDisabled={!hasDocument} />
      <CommandButton command="view.fit" icon={Maximize2} isDisabled={!hasDocument} />
      <CommandButton command="view.zoomToSelection" icon={ScanSearch} isDisabled={!hasSelection} />
      <span className={styles['space']} />
      <div className={styles['search']}>
        <CommandButton command="app.palette" icon={Search} label="Commands" hasKey />
      </div>
      <EngineChip />
      <CommandButton command="view.toggleBottom" icon={PanelBottom} isOn={showsPanels && isBottomOpen} />
      <CommandButton command="view.toggleInspector" icon={PanelRight} isOn={showsPanels && isInspectorOpen} />
    </header>
  );
}
