import { useActiveDocument, useProject } from '../client/project.ts';
import { EditPrompt } from '../features/editing/index.ts';
import { ExportDialog } from '../features/export/index.ts';
import { Palette } from '../features/palette/index.ts';
import { LiveView } from '../features/live/index.ts';
import { ModelsView } from '../features/models/index.ts';
import { FirstTake, RecordBar, UnfinishedTakes } from '../features/recording/index.ts';
import { RawPcmForm } from '../features/recordings/index.ts';
import { ErrorBoundary } from '../shared/ui/ErrorBoundary.tsx';
import { useLayout } from '../state/layout.ts';
import { useRecording } from '../state/recording.ts';
import styles from './App.module.css';
import { Announcer } from './Announcer.tsx';
import { Dialogs } from './Dialogs.tsx';
import { DropTarget } from './DropTarget.tsx';
import { EmptyState } from './EmptyState.tsx';
import { Notices } from './Notices.tsx';
import { Rail } from './Rail.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TroubleBanner } from './TroubleBanner.tsx';
import { Toolbar } from './Toolbar.tsx';
import { WindowMenu } from './WindowMenu.tsx';
import { Workbench } from './Workbench.tsx';

export function App() {
  return (
    <DropTarget>
      <div className={styles['window']}>
        <Toolbar />
        <div className={styles['middle']}>
          <Rail />
          <main className={styles['main']} aria-label="Workspace">
            <TroubleBanner />
            <Notices />
            <UnfinishedTakes />
            <RecordBar />
            <RawPcmForm />
            <EditPrompt />
            <Workspace />
          </main>
        </div>
        <StatusBar />
      </div>
      <ExportDialog />
      <Dialogs />
      <Palette />
      <WindowMenu />
      <Announcer />
    </DropTarget>
  );
}

/** The first take grows where the lanes will be. */
function NothingOpen() {
  const isRecording = useRecording((s) => s.status !== 'idle');
  return isRecording ? <FirstTake /> : <EmptyState />;
}

function Workspace() {
  const workspace = useLayout((s) => s.workspace);
  const isKnown = useProject((s) => s.isKnown);
  const document = useActiveDocument();
  if (workspace === 'models')
    return (
      <ErrorBoundary name="Models">
        <ModelsView />
      </ErrorBoundary>
    );
  if (workspace === 'live')
    return (
      <ErrorBoundary name="Live">
        <LiveView />
      </ErrorBoundary>
    );
  if (!isKnown) return <div className={styles['waiting']} aria-busy="true" aria-label="Starting" />;
  return <Workbench empty={document === null ? <NothingOpen /> : null} />;
}
