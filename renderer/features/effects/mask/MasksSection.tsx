import { RefreshCw, SquaresIntersect, SquaresSubtract, SquaresUnite, Trash2, type LucideIcon } from 'lucide-react';
import type { MaskInfo } from '../../../../preload/contract/masks.ts';
import type { DocumentInfo } from '../../../../preload/contract/project.ts';
import { useMasksOf } from '../../../client/masks.ts';
import { formatDuration, formatHms } from '../../../shared/format/time.ts';
import { Section } from '../../../shared/ui/Section.tsx';
import { SettingRows, type SettingRow } from '../../../shared/ui/SettingRows.tsx';
import { TextField } from '../../../shared/ui/TextField.tsx';
import { runCommand } from '../../../state/commands.ts';
import { useCorrecting } from '../../../state/correcting.ts';
import { notifyError } from '../../../state/notices.ts';
import { useSelection } from '../../../state/selection.ts';
import { defaultEffectSettings, useEffects } from '../effectStore.ts';
import { decibel } from '../forms/fields.ts';
import { featherRows } from '../forms/spectralForms.ts';
import { deleteMask, renameMask, replaceMask, selectMask } from './keptMasks.ts';
import styles from './MasksSection.module.css';
import type { Combining } from './maskRegion.ts';
import { useMaskShape } from './maskShape.ts';
import { defaultMaskToolSettings, useMaskToolSettings, type MaskToolSettings } from './maskToolSettings.ts';

const count = { dimension: 'plain', format: (n: number) => n.toFixed(0), minValue: 1, step: 1 } as const;

const wandRows: readonly SettingRow<MaskToolSettings>[] = [
  {
    key: 'toleranceDb',
    label: 'Wand tolerance',
    ...decibel,
    minValue: 0,
    maxValue: 60,
    step: 1,
  },
];
const harmonicRows: readonly SettingRow<MaskToolSettings>[] = [
  { ...count, key: 'firstHarmonic', label: 'First harmonic', maxValue: 100 },
  { ...count, key: 'nHarmonics', label: 'Harmonics', maxValue: 200 },
  {
    key: 'bandwidthHz',
    label: 'Width of each',
    dimension: 'frequency',
    format: (hz) => `${hz.toFixed(0)} Hz`,
    minValue: 1,
    maxValue: 2000,
    step: 5,
  },
];

/** What is selected in time and frequency: its feather, what the tools select by, and the masks that are kept. */
export function MasksSection({ document }: { readonly document: DocumentInfo }) {
  const tool = useCorrecting((s) => s.tool);
  const hasSelection = useSelection((s) => s.selection !== null);
  const masks = useMasksOf(document.documentId);
  if (document.tracks.length === 0) return null;
  return (
    <Section title="Masks">
      {(hasSelection || masks.length > 0) && <Feather document={document} />}
      {tool === 'wand' && <ToolRows rows={wandRows} document={document} />}
      {tool === 'harmonics' && <ToolRows rows={harmonicRows} document={document} />}
      {masks.length > 0 && (
        <ul className={styles['list']} aria-label="Masks" data-testid="masks-list">
          {masks.map((mask) => (
            <Row key={mask.maskId} mask={mask} document={document} hasSelection={hasSelection} />
          ))}
        </ul>
      )}
      {hasSelection ? (
        <button
          type="button"
          className={styles['keep']}
          data-testid="masks-keep"
          onClick={() => runCommand('masks.keep')}
        >
          Keep the selection as a mask
        </button>
      ) : (
        <p className={styles['note']}>
          A selection in the spectrogram can be kept as a mask, which moves with its sound.
        </p>
      )}
    </Section>
  );
}

/** The inspector is narrow. */
const shortFeatherRows = (sampleRateHz: number) => {
  const [time, frequency] = featherRows(sampleRateHz);
  return [time, { ...frequency, label: 'Feather in Hz' }] as const;
};

function Feather({ document: { sampleRateHz } }: { readonly document: DocumentInfo }) {
  const { featherSec, featherHz } = useEffects((s) => s.settings.erase);
  return (
    <SettingRows
      rows={shortFeatherRows(sampleRateHz)}
      settings={{ featherSec, featherHz }}
      defaults={defaultEffectSettings.erase}
      sampleRateHz={sampleRateHz}
      testIdPrefix="mask"
      change={(change) => {
        useEffects.getState().change('erase', change);
      }}
    />
  );
}

interface ToolRowsProps {
  readonly rows: readonly SettingRow<MaskToolSettings>[];
  readonly document: DocumentInfo;
}

function ToolRows({ rows, document: { sampleRateHz } }: ToolRowsProps) {
  const settings = useMaskToolSettings();
  return (
    <SettingRows
      rows={rows}
      settings={settings}
      defaults={defaultMaskToolSettings}
      sampleRateHz={sampleRateHz}
      testIdPrefix="mask-tool"
      change={(change) => {
        useMaskToolSettings.setState(change);
      }}
    />
  );
}

interface RowProps {
  readonly mask: MaskInfo;
  readonly document: DocumentInfo;
  readonly hasSelection: boolean;
}

const report = (error: unknown) => {
  notifyError('Change a mask', error);
};

const combinations = [
  ['union', SquaresUnite, 'Add to the selection'],
  ['intersection', SquaresIntersect, 'Keep of the selection what is also in'],
  ['difference', SquaresSubtract, 'Take from the selection'],
] as const satisfies readonly (readonly [Combining, LucideIcon, string])[];

function Row({ mask, document, hasSelection }: RowProps) {
  const { maskId, name, startSample, endSample } = mask;
  const isCurrent = useMaskShape((s) => s.maskId === maskId);
  const sec = (samples: number) => samples / document.sampleRateHz;
  return (
    <li className={styles['row']} data-current={isCurrent || undefined} data-testid="mask-row">
      <button
        type="button"
        className={styles['select']}
        aria-pressed={isCurrent}
        aria-label={`Select ${name}`}
        title={`From ${formatHms(sec(startSample))}, ${formatDuration(sec(endSample - startSample))} long`}
        onClick={() => {
          selectMask(mask, 'new');
        }}
      >
        {formatHms(sec(startSample))}
      </button>
      <TextField
        label="Name of the mask"
        className={styles['name']}
        testId="mask-name"
        renameKey={maskId}
        value={name}
        onCommit={(text) => {
          renameMask(mask, text).catch(report);
        }}
      />
      <span className={styles['actions']}>
        {combinations.map(([combining, icon, title]) => (
          <Action
            key={combining}
            icon={icon}
            title={`${title}: ${name}`}
            testId={`mask-${combining}`}
            isDisabled={!hasSelection}
            run={() => {
              selectMask(mask, combining);
            }}
          />
        ))}
        <Action
          icon={RefreshCw}
          title={`Replace by the selection: ${name}`}
          testId="mask-replace"
          isDisabled={!hasSelection}
          run={() => {
            replaceMask(mask).catch(report);
          }}
        />
        <Action
          icon={Trash2}
          title={`Delete ${name}`}
          testId="mask-delete"
          isDisabled={false}
          run={() => {
            deleteMask(mask).catch(report);
          }}
        />
      </span>
    </li>
  );
}

interface ActionProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly testId: string;
  readonly isDisabled: boolean;
  readonly run: () => void;
}

function Action({ icon: Icon, title, testId, isDisabled, run }: ActionProps) {
  return (
    <button type="button" aria-label={title} title={title} disabled={isDisabled} data-testid={testId} onClick={run}>
      <Icon size={14} strokeWidth={1.75} aria-hidden />
    </button>
  );
}
