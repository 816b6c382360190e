import { assetsOf, useActiveDocument, useProject } from '../../client/project.ts';
import { AssetSection } from './AssetSection.tsx';
import styles from './Inspector.module.css';
import { LaneSection } from './LaneSection.tsx';
import { MeasurementSection } from './MeasurementSection.tsx';
import { SelectionSection } from './SelectionSection.tsx';
import { SpectrogramSection } from './SpectrogramSection.tsx';
import { TierSection } from './TierSection.tsx';
import { SpeechSection } from './SpeechSection.tsx';

export function Inspector() {
  const document = useActiveDocument();
  const project = useProject((s) => s.project);
  if (document === null) return <p className={styles['none']}>Settings and measurements of a recording show here.</p>;
  return (
    <>
      <SelectionSection document={document} />
      <MeasurementSection key={document.documentId} document={document} />
      <TierSection document={document} />
      <SpectrogramSection document={document} />
      <LaneSection />
      <SpeechSection document={document} />
      {assetsOf(project, document).map((asset) => (
        <AssetSection key={asset.assetId} asset={asset} />
      ))}
    </>
  );
}
