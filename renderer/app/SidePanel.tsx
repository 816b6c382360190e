import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { Inspector } from '../features/inspector/index.ts';
import { Recordings } from '../features/recordings/index.ts';
import { PlaybackSettings } from '../features/playback/index.ts';
import { SettingsPanel } from '../features/settings/index.ts';
import { ShortcutSheet } from '../features/shortcuts/index.ts';
import { ErrorBoundary } from '../shared/ui/ErrorBoundary.tsx';
import { Section } from '../shared/ui/Section.tsx';
import { useLayout, type InspectorTab } from '../state/layout.ts';
import styles from './Panels.module.css';

/** Each feature brings its part of the settings. */
function SettingsTab() {
  return (
    <SettingsPanel
      sound={
        <Section title="Sound">
          <PlaybackSettings />
        </Section>
      }
    />
  );
}

const tabs = [
  { id: 'inspector', title: 'Inspector', View: Inspector },
  { id: 'recordings', title: 'Recordings', View: Recordings },
  { id: 'settings', title: 'Settings', View: SettingsTab },
  { id: 'shortcuts', title: 'Keys', View: ShortcutSheet },
] as const;

export function SidePanel() {
  const { inspectorTab, change } = useLayout();
  return (
    <aside className={styles['panel']} aria-label="Side panel" data-testid="side-panel">
      <Tabs
        className={styles['tabs'] ?? ''}
        selectedKey={inspectorTab}
        onSelectionChange={(key) => {
          change({ inspectorTab: key as InspectorTab });
        }}
      >
        <TabList className={styles['tabList'] ?? ''} aria-label="Side panel">
          {tabs.map(({ id, title }) => (
            <Tab key={id} id={id} className={styles['tab'] ?? ''}>
              {title}
            </Tab>
          ))}
        </TabList>
        {tabs.map(({ id, title, View }) => (
          <TabPanel key={id} id={id} className={styles['content'] ?? ''}>
            <ErrorBoundary name={title}>
              <View />
            </ErrorBoundary>
          </TabPanel>
        ))}
      </Tabs>
    </aside>
  );
}
