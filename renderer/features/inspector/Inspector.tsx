import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { assetsOf, useActiveDocument, useProject } from '../../client/project.ts';
import { ErrorBoundary } from '../../shared/ui/ErrorBoundary.tsx';
import { inspectorSections, type InspectorSection } from '../../state/inspectorSections.ts';
import { AssetSection } from './AssetSection.tsx';
import styles from './Inspector.module.css';
import { MeasurementSection } from './MeasurementSection.tsx';
import { SelectionSection } from './SelectionSection.tsx';
import { SpectrogramSection } from './SpectrogramSection.tsx';
import { SpeechSection } from './SpeechSection.tsx';
import { TierSection } from './TierSection.tsx';
import { WaveformSection } from './WaveformSection.tsx';

const ownSections: readonly InspectorSection[] = [
  { name: 'Selection', order: 10, View: SelectionSection },
  { name: 'Measurements', order: 20, View: MeasurementSection },
  { name: 'Tier', order: 30, View: TierSection },
  { name: 'Spectrogram', order: 40, View: SpectrogramSection },
  { name: 'Waveform', order: 50, View: WaveformSection },
  { name: 'Speech detection', order: 60, View: SpeechSection },
  { name: 'Recording', order: 70, View: Recordings },
];

export function Inspector() {
  const document = useActiveDocument();
  const brought = inspectorSections.use((s) => s.entries);
  if (document === null) return <p className={styles['none']}>Settings and measurements of a recording show here.</p>;
  const sections = [...ownSections, ...brought].sort((a, b) => a.order - b.order);
  return sections.map(({ name, View }) => (
    <ErrorBoundary key={`${name} ${document.documentId}`} name={name}>
      <View document={document} />
    </ErrorBoundary>
  ));
}

function Recordings({ document }: { readonly document: DocumentInfo }) {
  const project = useProject((s) => s.project);
  return assetsOf(project, document).map((asset) => <AssetSection key={asset.assetId} asset={asset} />);
}
