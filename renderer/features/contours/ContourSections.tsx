import { useShallow } from 'zustand/react/shallow';
import type { ContourKind } from '../../../preload/contract/contours.ts';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { reanalyse, useContours } from '../../client/contours.ts';
import { Section } from '../../shared/ui/Section.tsx';
import { SettingRows, type SettingRow } from '../../shared/ui/SettingRows.tsx';
import { SwitchField } from '../../shared/ui/SwitchField.tsx';
import { runCommand } from '../../state/commands.ts';
import { defaultContourSettings, useContourSettings, type ContourSettings } from '../../state/contourSettings.ts';
import type { InspectorSection } from '../../state/inspectorSections.ts';
import styles from './ContourSections.module.css';
import { CorrectionRows } from './correct/CorrectionRows.tsx';
import { overlayTitles } from './overlayTitles.ts';
import { formantRows, intensityRows, pitchRows } from './settingRows.ts';

interface Props<K extends ContourKind> {
  readonly kind: K;
  readonly document: DocumentInfo;
  readonly rows: readonly SettingRow<ContourSettings[K]>[];
}

/** Whether a contour is shown, and while it is, its parameters: they act at once. */
function ContourSection<K extends ContourKind>({ kind, document, rows }: Props<K>) {
  const settings = useContourSettings((s) => s.settings[kind]);
  const change = useContourSettings((s) => s.change);
  const title = overlayTitles[kind];
  return (
    <Section
      title={title}
      action={
        settings.isShown && (
          <button
            type="button"
            className={styles['reset']}
            aria-label={`Reset ${title.toLowerCase()}`}
            onClick={() => {
              change(kind, { ...defaultContourSettings[kind], isShown: true });
            }}
          >
            Reset
          </button>
        )
      }
    >
      <SwitchField
        label={`Show ${title.toLowerCase()}`}
        testId={`${kind}-shown`}
        isOn={settings.isShown}
        onChange={() => {
          runCommand(`contours.toggle-${kind}`);
        }}
      />
      {settings.isShown && (
        <>
          {kind === 'pitch' && (
            <>
              <PulsesSwitch />
              <CorrectionRows document={document} />
            </>
          )}
          <SettingRows
            rows={rows}
            settings={settings}
            defaults={defaultContourSettings[kind]}
            sampleRateHz={document.sampleRateHz}
            testIdPrefix={kind}
            change={(values) => {
              change(kind, values);
            }}
          />
          <Status kind={kind} />
        </>
      )}
    </Section>
  );
}

function PulsesSwitch() {
  const isShown = useContourSettings((s) => s.settings.pulses.isShown);
  return (
    <SwitchField
      label="Pulses in the waveform (2 s and less)"
      testId="pulses-shown"
      isOn={isShown}
      onChange={() => {
        runCommand('contours.toggle-pulses');
      }}
    />
  );
}

function Status({ kind }: { readonly kind: ContourKind }) {
  const { status, problem } = useContours(
    useShallow((s) => {
      const states = Object.entries(s.states)
        .filter(([owner]) => owner.startsWith(`${kind}:`))
        .map(([, state]) => state);
      const failed = states.find((state) => state.status === 'failed');
      const other = states.find((state) => state.status !== 'ready');
      return { status: failed?.status ?? other?.status ?? 'ready', problem: failed?.problem ?? null };
    }),
  );
  if (status === 'ready') return null;
  return (
    <div className={styles['status']} role="status" data-testid={`${kind}-status`}>
      {status === 'failed'
        ? problem
        : status === 'cancelled'
          ? 'The analysis was cancelled.'
          : 'Analysing the recording'}
      {status !== 'analysing' && (
        <button
          type="button"
          className={styles['reset']}
          onClick={() => {
            reanalyse(({ contour }) => contour.kind === kind);
          }}
        >
          Analyse again
        </button>
      )}
    </div>
  );
}

function PitchSection({ document }: { readonly document: DocumentInfo }) {
  const rows = pitchRows(useContourSettings((s) => s.settings.pitch));
  return <ContourSection kind="pitch" document={document} rows={rows} />;
}

function FormantSection({ document }: { readonly document: DocumentInfo }) {
  return <ContourSection kind="formants" document={document} rows={formantRows} />;
}

function IntensitySection({ document }: { readonly document: DocumentInfo }) {
  const rows = intensityRows(useContourSettings((s) => s.settings.intensity));
  return <ContourSection kind="intensity" document={document} rows={rows} />;
}

export const contourSections: readonly InspectorSection[] = [
  { name: 'Pitch', order: 42, View: PitchSection },
  { name: 'Formants', order: 44, View: FormantSection },
  { name: 'Intensity', order: 46, View: IntensitySection },
];
