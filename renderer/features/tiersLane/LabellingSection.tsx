import { useId } from 'react';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { Section } from '../../shared/ui/Section.tsx';
import { SelectField } from '../../shared/ui/SelectField.tsx';
import { SwitchField } from '../../shared/ui/SwitchField.tsx';
import { TextField } from '../../shared/ui/TextField.tsx';
import {
  alphabetKinds,
  defaultLabelling,
  formatLabels,
  readLabels,
  useLabelling,
  type Alphabet,
} from '../../state/labelling.ts';
import { useLayout } from '../../state/layout.ts';
import styles from './LabellingSection.module.css';

const kindTitles = { characters: 'only these characters', labels: 'only these labels' } as const;
const noAlphabet: Alphabet = { kind: 'characters', text: '' };

function changeAlphabet(tierId: string, change: Partial<Alphabet>): void {
  useLabelling.setState(({ alphabets }) => {
    const { [tierId]: before = noAlphabet, ...rest } = alphabets;
    const after = { ...before, ...change };
    const isNone = after.text.trim() === '' && after.kind === noAlphabet.kind;
    return { alphabets: isNone ? rest : { ...rest, [tierId]: after } };
  });
}

/** How the tier whose lane has the focus is labelled, in the inspector. */
export function LabellingSection({ document }: { readonly document: DocumentInfo }) {
  const laneKey = useLayout((s) => s.focusedLaneKey);
  const { hasLabelKeys, labels, isAcrossTiers, alphabets } = useLabelling();
  const listId = useId();
  const alphabetId = useId();
  const tier = document.tiers.find(({ tierId }) => laneKey === `tier:${tierId}`);
  if (tier === undefined) return null;
  const alphabet = alphabets[tier.tierId] ?? noAlphabet;
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
      <SelectField
        label="Allowed"
        testId="alphabet-kind"
        value={alphabet.kind}
        defaultValue={noAlphabet.kind}
        options={alphabetKinds.map((value) => ({ value, title: kindTitles[value] }))}
        onChange={(kind) => {
          changeAlphabet(tier.tierId, { kind });
        }}
      />
      <label htmlFor={alphabetId} className={styles['label']}>
        {alphabet.kind === 'characters' ? 'Characters' : 'Labels'}
      </label>
      <TextField
        key={tier.tierId}
        id={alphabetId}
        label={alphabet.kind === 'characters' ? 'Allowed characters' : 'Allowed labels'}
        className={styles['text']}
        testId="alphabet"
        placeholder="everything"
        isEmptyAllowed
        value={alphabet.text}
        onCommit={(text) => {
          changeAlphabet(tier.tierId, { text });
        }}
      />
    </Section>
  );
}
