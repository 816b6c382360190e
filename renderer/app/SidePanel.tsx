import { Inspector } from '../features/inspector/index.ts';
import { Recordings } from '../features/recordings/index.ts';
import { PlaybackSettings } from '../features/playback/index.ts';
import { RecordSettings } from '../features/recording/index.ts';
import { SettingsPanel } from '../features/settings/index.ts';
import { ShortcutSheet } from '../features/shortcuts/index.ts';
import { Section } from '../shared/ui/Section.tsx';
import { TabPanels } from '../shared/ui/TabPanels.tsx';
import { useLayout } from '../state/layout.ts';
import styles from './Workbench.module.css';

/** Each feature brings its part of the settings. */
function SettingsTab() {
  return (
    <SettingsPanel
      sound={
        <>
          <Section title="Sound">
            <PlaybackSettings />
          </Section>
          <RecordSettings />
        </>
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
  const selected = useLayout((s) => s.inspectorTab);
  const change = useLayout((s) => s.change);
  return (
    <aside className={styles['panel']} aria-label="Side panel" data-testid="side-panel">
      <TabPanels
        label="Side panel"
        tabs={tabs}
        selected={selected}
        onSelect={(inspectorTab) => {
          change({ inspectorTab });
        }}
      />
    </aside>
  );
}
