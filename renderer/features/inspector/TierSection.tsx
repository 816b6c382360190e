import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { studio } from '../../client/studio.ts';
import { formatCount } from '../../shared/format/bytes.ts';
import { formatParameters } from '../../shared/format/parameters.ts';
import { Property } from '../../shared/ui/Property.tsx';
import { Section } from '../../shared/ui/Section.tsx';
import { TextField } from '../../shared/ui/TextField.tsx';
import { runCommand } from '../../state/commands.ts';
import { useLayout } from '../../state/layout.ts';
import { notifyError } from '../../state/notices.ts';
import styles from './Inspector.module.css';

/** Name, content and making of the tier whose lane has the focus. */
export function TierSection({ document }: { readonly document: DocumentInfo }) {
  const laneKey = useLayout((s) => s.focusedLaneKey);
  const tier = document.tiers.find(({ tierId }) => laneKey === `tier:${tierId}`);
  if (tier === undefined) return null;
  return (
    <Section title="Tier">
      <label htmlFor="tier-name" className={styles['label']}>
        Name
      </label>
      <TextField
        key={tier.tierId}
        id="tier-name"
        label="Name"
        className={styles['text']}
        testId="tier-name"
        value={tier.name}
        renameKey={tier.tierId}
        onCommit={(name) => {
          studio.call['tiers.rename']({ tierId: tier.tierId, name }).catch((error: unknown) => {
            notifyError(`Rename ${tier.name}`, error);
          });
        }}
      />
      <Property name="Kind">{tier.kind === 'interval' ? 'Intervals' : 'Points'}</Property>
      <Property name="Made by">{tier.origin === 'vad' ? 'Speech detection' : 'Hand'}</Property>
      <Property name="Items">{formatCount(tier.nItems)}</Property>
      {formatParameters(tier.parameters ?? {}).map(([name, value]) => (
        <Property key={name} name={name}>
          {value}
        </Property>
      ))}
      <button type="button" className={styles['button']} onClick={() => runCommand('tier.remove')}>
        Remove the tier
      </button>
    </Section>
  );
}
