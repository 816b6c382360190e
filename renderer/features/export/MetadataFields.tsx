import { SwitchField } from '../../shared/ui/SwitchField.tsx';
import { useExport } from './exportStore.ts';
import { Group } from './Group.tsx';
import { TextRow } from './TextRow.tsx';

const texts = [
  ['title', 'Title'],
  ['artist', 'Artist'],
  ['date', 'Date'],
  ['comment', 'Comment'],
] as const;

/** What the file tells about itself, and what lies beside it. */
export function MetadataFields() {
  const { settings, change } = useExport();
  return (
    <Group title="Written into the file">
      {texts.map(([key, label]) => (
        <TextRow
          key={key}
          label={label}
          testId={`export-${key}`}
          value={settings[key]}
          placeholder={key === 'date' ? 'YYYY-MM-DD' : ''}
          onChange={(text) => {
            change({ [key]: text });
          }}
        />
      ))}
      {settings.format === 'wav' && (
        <>
          <SwitchField
            label="Labels of all tiers as cues"
            testId="export-cues"
            isOn={settings.hasCues}
            onChange={(hasCues) => {
              change({ hasCues });
            }}
          />
          <SwitchField
            label="Broadcast extension (bext)"
            isOn={settings.hasBroadcastExtension}
            onChange={(hasBroadcastExtension) => {
              change({ hasBroadcastExtension });
            }}
          />
        </>
      )}
      <SwitchField
        label="History and recordings as JSON beside it"
        testId="export-provenance"
        isOn={settings.hasProvenance}
        onChange={(hasProvenance) => {
          change({ hasProvenance });
        }}
      />
    </Group>
  );
}
