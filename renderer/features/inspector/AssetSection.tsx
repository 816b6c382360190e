import { TriangleAlert } from 'lucide-react';
import type { AssetInfo } from '../../../preload/contract/project.ts';
import { formatCount } from '../../shared/format/bytes.ts';
import { formatRate } from '../../shared/format/frequency.ts';
import { formatHms } from '../../shared/format/time.ts';
import { Property } from '../../shared/ui/Property.tsx';
import { Section } from '../../shared/ui/Section.tsx';
import styles from './Inspector.module.css';

/** The recording as it was read, with everything odd that was met. */
export function AssetSection({ asset }: { readonly asset: AssetInfo }) {
  const bits = asset.bitsPerSample === null ? '' : `, ${asset.bitsPerSample} bit`;
  return (
    <Section title="Recording">
      <Property name="Name">{asset.name}</Property>
      <Property name="Format">
        {asset.container === asset.codec ? asset.container : `${asset.container}, ${asset.codec}`}
      </Property>
      <Property name="Samples">{`${asset.sampleFormat}${asset.sampleFormat.includes(String(asset.bitsPerSample)) ? '' : bits}`}</Property>
      <Property name="Rate">{formatRate(asset.sampleRateHz)}</Property>
      <Property name="Channels">{asset.channels}</Property>
      <Property name="Length">{formatHms(asset.nSamples / asset.sampleRateHz)}</Property>
      <Property name="">{`${formatCount(asset.nSamples)} smp`}</Property>
      {asset.sha256 !== null && <Property name="Content hash">{`${asset.sha256.slice(0, 16)}…`}</Property>}
      {asset.warnings.map((warning) => (
        <p key={warning} className={styles['warning']} data-testid="asset-warning">
          <TriangleAlert size={14} aria-label="Warning" />
          {warning}
        </p>
      ))}
    </Section>
  );
}
