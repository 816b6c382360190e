import { SelectField } from '../../shared/ui/SelectField.tsx';
import { Section } from '../../shared/ui/Section.tsx';
import { defaultEditing, fadeShapes, fadeShapeTitles, ripples, rippleTitles, useEditing } from '../../state/editing.ts';

/** How edits act, in the inspector. */
export function EditingSection() {
  const { ripple, tracks, fadeShape } = useEditing();
  return (
    <Section title="Editing">
      <SelectField
        label="Ripple"
        testId="editing-ripple"
        value={ripple}
        defaultValue={defaultEditing.ripple}
        options={ripples.map((value) => ({ value, title: rippleTitles[value] }))}
        onChange={(value) => {
          useEditing.setState({ ripple: value });
        }}
      />
      <SelectField
        label="Tracks"
        testId="editing-tracks"
        value={tracks}
        defaultValue={defaultEditing.tracks}
        options={[
          { value: 'focused', title: 'focused' },
          { value: 'all', title: 'all' },
        ]}
        onChange={(value) => {
          useEditing.setState({ tracks: value });
        }}
      />
      <SelectField
        label="Fades"
        testId="editing-fade-shape"
        value={fadeShape}
        defaultValue={defaultEditing.fadeShape}
        options={fadeShapes.map((value) => ({ value, title: fadeShapeTitles[value] }))}
        onChange={(value) => {
          useEditing.setState({ fadeShape: value });
        }}
      />
    </Section>
  );
}
