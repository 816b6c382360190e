import { useId } from 'react';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { Section } from '../../shared/ui/Section.tsx';
import { SwitchField } from '../../shared/ui/SwitchField.tsx';
import { TextField } from '../../shared/ui/TextField.tsx';
import { defaultLabelling, formatLabels, readLabels, useLabelling } from '../../state/labelling.ts';
import { useLayout } from '../../state/layout.ts';
import styles from './LabellingSection.module.css';

/** How the tier whose lane has the focus is labelled, in the inspector. */
export function LabellingSection({ document }: { readonly document: DocumentInfo }) {
  const laneKey = useLayout((s) => s.focusedLaneKey);
  const { hasLabelKeys, labels, isAcrossTiers } = useLabelling();
  const listId = useId();
  const tier = document.tiers.find(({ tierId }) => laneKey === `tier:${tierId}`);
  if (tier === undefined) return null;
  return (
    <Section title="Labelling">
      <SwitchField
        label="Digits write labels"
        testId="label-keys"
        isOn={hasLabelKeys}
        isOnByDefault={defaultLabelling.hasLabelKeys}
        onChange={(isOn) => {
          useLabelling.setState({ hasLabelKeys: isOn });
        }}
      />
      <label htmlFor={listId} className={styles['label']}>
        Labels 1–9
      </label>
      <TextField
        id={listId}
        label="Labels 1–9"
        className={styles['text']}
        testId="label-list"
        placeholder="a e i, or with commas"
        isEmptyAllowed
        value={formatLabels(labels)}
        onCommit={(text) => {
          useLabelling.setState({ labels: readLabels(text) });
        }}
      />
      <SwitchField
        label="Boundaries move in all tiers"
        testId="across-tiers"
        isOn={isAcrossTiers}
        isOnByDefault={defaultLabelling.isAcrossTiers}
        onChange={(isOn) => {
          useLabelling.setState({ isAcrossTiers: isOn });
        }}
      />
    </Section>
  );
}
