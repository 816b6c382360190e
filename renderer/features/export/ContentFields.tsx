import { dataSetTables, nameFields, type DataSetTable } from '../../../preload/contract/exportFormat.ts';
import { formatSeconds } from '../../shared/format/time.ts';
import { NumberField } from '../../shared/ui/NumberField.tsx';
import { SelectField } from '../../shared/ui/SelectField.tsx';
import { SwitchField } from '../../shared/ui/SwitchField.tsx';
import styles from './ExportDialog.module.css';
import { intervalTiers, possibleWhat, stemTrackIds, type ExportScene, type ExportWhat } from './exportSettings.ts';
import { useExport } from './exportStore.ts';
import { Group } from './Group.tsx';
import { presetOf, presets } from './presets.ts';
import { TextRow } from './TextRow.tsx';

const tableTitles: Readonly<Record<DataSetTable, string>> = {
  none: 'None',
  jsonl: 'metadata.jsonl',
  csv: 'metadata.csv',
};
const seconds = (sec: number) => `${formatSeconds(sec)} s`;

/** Which sound, and into how many files. */
export function ContentFields({ scene }: { readonly scene: ExportScene }) {
  const { settings, change } = useExport();
  const what = possibleWhat(scene, settings.what);
  const preset = presetOf(settings);
  const { document, selection } = scene;
  const whats: { readonly value: ExportWhat; readonly title: string }[] = [
    { value: 'mix', title: document.tracks.length > 1 ? 'All tracks, mixed' : 'Everything' },
    ...(selection === null ? [] : [{ value: 'selection' as const, title: 'Selection' }]),
    { value: 'stems', title: 'Each track as a file' },
    ...(intervalTiers(document).length === 0
      ? []
      : [{ value: 'intervals' as const, title: 'Each labelled interval as a file' }]),
  ];
  return (
    <Group title="What">
      <SelectField
        label="Preset"
        testId="export-preset"
        value={preset?.id ?? ''}
        options={[
          ...(preset === null ? [{ value: '', title: 'Own settings' }] : []),
          ...presets
            .filter(({ change: { what: wanted } }) => wanted === undefined || possibleWhat(scene, wanted) === wanted)
            .map(({ id, title }) => ({ value: id, title })),
        ]}
        onChange={(id) => {
          change(presets.find((candidate) => candidate.id === id)?.change ?? {});
        }}
      />
      <SelectField
        label="Sound"
        testId="export-what"
        value={what}
        options={whats}
        onChange={(value) => {
          change({ what: value });
        }}
      />
      {what === 'stems' && <StemFields scene={scene} />}
      {what === 'intervals' && <IntervalFields scene={scene} />}
      {(what === 'stems' || what === 'intervals') && (
        <>
          {selection !== null && (
            <SwitchField
              label="Only within the selection"
              isOn={settings.isWithinSelection}
              onChange={(isWithinSelection) => {
                change({ isWithinSelection });
              }}
            />
          )}
          <TextRow
            label="File names"
            testId="export-names"
            value={settings.names[what]}
            onChange={(text) => {
              change({ names: { ...settings.names, [what]: text } });
            }}
          />
          <p className={styles['hint']}>{nameFields.map((name) => `{${name}}`).join(' ')}</p>
        </>
      )}
    </Group>
  );
}

function StemFields({ scene }: { readonly scene: ExportScene }) {
  const { settings, change } = useExport();
  const chosen = stemTrackIds(scene, settings);
  return scene.document.tracks.map(({ trackId, name }) => (
    <SwitchField
      key={trackId}
      label={name}
      isOn={chosen.includes(trackId)}
      onChange={(isOn) => {
        change({ trackIds: isOn ? [...chosen, trackId] : chosen.filter((id) => id !== trackId) });
      }}
    />
  ));
}

function IntervalFields({ scene }: { readonly scene: ExportScene }) {
  const { settings, change } = useExport();
  const { document } = scene;
  const tiers = intervalTiers(document);
  const tierId = tiers.some((tier) => tier.tierId === settings.tierId) ? settings.tierId : (tiers[0]?.tierId ?? '');
  const trackId = document.tracks.some((track) => track.trackId === settings.trackId) ? settings.trackId : '';
  const time = { dimension: 'time', format: seconds, sampleRateHz: document.sampleRateHz, step: 0.05 } as const;
  return (
    <>
      <SelectField
        label="Tier"
        testId="export-tier"
        value={tierId}
        options={tiers.map((tier) => ({ value: tier.tierId, title: tier.name }))}
        onChange={(value) => {
          change({ tierId: value });
        }}
      />
      {document.tracks.length > 1 && (
        <SelectField
          label="Of"
          value={trackId}
          options={[
            { value: '', title: 'All tracks, mixed' },
            ...document.tracks.map((track) => ({ value: track.trackId, title: track.name })),
          ]}
          onChange={(value) => {
            change({ trackId: value });
          }}
        />
      )}
      <NumberField
        {...time}
        label="Padding"
        testId="export-padding"
        value={settings.paddingSec}
        minValue={0}
        maxValue={60}
        onChange={(paddingSec) => {
          change({ paddingSec: paddingSec ?? 0 });
        }}
      />
      <NumberField
        {...time}
        label="Shortest"
        testId="export-min"
        value={settings.minSec}
        minValue={0}
        onChange={(minSec) => {
          change({ minSec: minSec ?? 0 });
        }}
      />
      <NumberField
        {...time}
        label="Longest"
        testId="export-max"
        value={settings.maxSec}
        isEmptyAllowed
        placeholder="no limit"
        minValue={0}
        onChange={(maxSec) => {
          change({ maxSec });
        }}
      />
      <SwitchField
        label="Leave out those without a label"
        isOn={settings.skipsEmpty}
        onChange={(skipsEmpty) => {
          change({ skipsEmpty });
        }}
      />
      <SelectField
        label="Table"
        testId="export-table"
        value={settings.table}
        options={dataSetTables.map((value) => ({ value, title: tableTitles[value] }))}
        onChange={(table) => {
          change({ table });
        }}
      />
      <SwitchField
        label="A TextGrid beside each file"
        testId="export-textgrids"
        isOn={settings.hasTextGrids}
        onChange={(hasTextGrids) => {
          change({ hasTextGrids });
        }}
      />
    </>
  );
}
