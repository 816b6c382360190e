import { X } from 'lucide-react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useActiveDocument } from '../client/project.ts';
import { JobsPanel } from '../features/jobs/index.ts';
import { SpectrumPanel } from '../features/spectrum/index.ts';
import { ErrorBoundary } from '../shared/ui/ErrorBoundary.tsx';
import { CommandButton } from '../shared/ui/CommandButton.tsx';
import { useLayout, type BottomTab } from '../state/layout.ts';
import { TierTable } from './TierTable.tsx';
import styles from './Panels.module.css';

function Spectrum() {
  const document = useActiveDocument();
  return document === null ? null : <SpectrumPanel document={document} />;
}

const tabs = [
  { id: 'jobs', title: 'Jobs', View: JobsPanel },
  { id: 'spectrum', title: 'Spectrum', View: Spectrum },
  { id: 'markers', title: 'Markers', View: TierTable },
] as const;

export function BottomPanel() {
  const { bottomTab, change } = useLayout();
  return (
    <section className={styles['panel']} aria-label="Bottom panel" data-testid="bottom-panel">
      <Tabs
        className={styles['tabs'] ?? ''}
        selectedKey={bottomTab}
        onSelectionChange={(key) => {
          change({ bottomTab: key as BottomTab });
        }}
      >
        <div className={styles['head']}>
          <TabList className={styles['tabList'] ?? ''} aria-label="Bottom panel">
            {tabs.map(({ id, title }) => (
              <Tab key={id} id={id} className={styles['tab'] ?? ''}>
                {title}
              </Tab>
            ))}
          </TabList>
          <CommandButton command="view.toggleBottom" icon={X} />
        </div>
        {tabs.map(({ id, title, View }) => (
          <TabPanel key={id} id={id} className={styles['content'] ?? ''}>
            <ErrorBoundary name={title}>
              <View />
            </ErrorBoundary>
          </TabPanel>
        ))}
      </Tabs>
    </section>
  );
}
