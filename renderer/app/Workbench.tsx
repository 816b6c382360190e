import type { ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useActiveDocument, useProject } from '../client/project.ts';
import { ErrorBoundary } from '../shared/ui/ErrorBoundary.tsx';
import { useLayout } from '../state/layout.ts';
import { BottomPanel } from './BottomPanel.tsx';
import { Lanes } from './Lanes.tsx';
import { SidePanel } from './SidePanel.tsx';
import styles from './Workbench.module.css';

interface Props {
  readonly empty: ReactNode; // shown in place of the lanes when there is no recording
}

/** Lanes, inspector and bottom panel; both panels drag and fold. */
export function Workbench({ empty }: Props) {
  const { isInspectorOpen, inspectorPx, isBottomOpen, bottomPx, change } = useLayout();
  const document = useActiveDocument();
  const projectId = useProject((s) => s.project?.projectId); // another project brings its own sizes
  return (
    <Group key={projectId} className={styles['columns'] ?? ''} orientation="horizontal" id="columns">
      <Panel id="centre" minSize={320}>
        <Group className={styles['rows'] ?? ''} orientation="vertical" id="rows">
          <Panel id="lanes-area" minSize={160}>
            {empty ?? (
              <ErrorBoundary name="Timeline" key={document?.documentId}>
                <Lanes />
              </ErrorBoundary>
            )}
          </Panel>
          {isBottomOpen && (
            <>
              <Separator className={styles['horizontal'] ?? ''} aria-label="Height of the bottom panel" />
              <Panel
                id="bottom"
                minSize={96}
                defaultSize={bottomPx}
                groupResizeBehavior="preserve-pixel-size"
                onResize={({ inPixels }) => {
                  change({ bottomPx: Math.round(inPixels) });
                }}
              >
                <BottomPanel />
              </Panel>
            </>
          )}
        </Group>
      </Panel>
      {isInspectorOpen && (
        <>
          <Separator className={styles['vertical'] ?? ''} aria-label="Width of the side panel" />
          <Panel
            id="side"
            minSize={232}
            maxSize={520}
            defaultSize={inspectorPx}
            groupResizeBehavior="preserve-pixel-size"
            onResize={({ inPixels }) => {
              change({ inspectorPx: Math.round(inPixels) });
            }}
          >
            <SidePanel />
          </Panel>
        </>
      )}
    </Group>
  );
}
