import { X } from 'lucide-react';
import { useActiveDocument } from '../client/project.ts';
import { HistoryPanel } from '../features/editing/index.ts';
import { EffectsPanel, PointsPanel } from '../features/effects/index.ts';
import { JobsPanel } from '../features/jobs/index.ts';
import { MacrosPanel } from '../features/macros/index.ts';
import { MeasurementsPanel, VoicePanel } from '../features/measurements/index.ts';
import { SpectrumPanel } from '../features/spectrum/index.ts';
import { LabelsPanel } from '../features/tiersLane/index.ts';
import { CommandButton } from '../shared/ui/CommandButton.tsx';
import { TabPanels } from '../shared/ui/TabPanels.tsx';
import { useLayout } from '../state/layout.ts';
import styles from './Workbench.module.css';
import { TierTable } from './TierTable.tsx';

function Spectrum() {
  const document = useActiveDocument();
  return document === null ? null : <SpectrumPanel document={document} />;
}

const tabs = [
  { id: 'jobs', title: 'Jobs', View: JobsPanel },
  { id: 'spectrum', title: 'Spectrum', View: Spectrum },
  { id: 'markers', title: 'Markers', View: TierTable },
  { id: 'labels', title: 'Find labels', View: LabelsPanel },
  { id: 'measurements', title: 'Measurements', View: MeasurementsPanel },
  { id: 'voice', title: 'Voice', View: VoicePanel },
  { id: 'history', title: 'History', View: HistoryPanel },
  { id: 'effects', title: 'Effects', View: EffectsPanel },
  { id: 'points', title: 'Pitch and durations', View: PointsPanel },
  { id: 'macros', title: 'Macros', View: MacrosPanel },
] as const;

export function BottomPanel() {
  const selected = useLayout((s) => s.bottomTab);
  const change = useLayout((s) => s.change);
  return (
    <section className={styles['panel']} aria-label="Bottom panel" data-testid="bottom-panel">
      <TabPanels
        label="Bottom panel"
        tabs={tabs}
        selected={selected}
        action={<CommandButton command="view.toggleBottom" icon={X} />}
        onSelect={(bottomTab) => {
          change({ bottomTab });
        }}
      />
    </section>
  );
}
