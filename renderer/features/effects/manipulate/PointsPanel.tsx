import { Square } from 'lucide-react';
import { useActiveDocument } from '../../../client/project.ts';
import { formatHms } from '../../../shared/format/time.ts';
import { CommandButton } from '../../../shared/ui/CommandButton.tsx';
import { runCommand, useCommands } from '../../../state/commands.ts';
import { useContourSettings } from '../../../state/contourSettings.ts';
import { usePlayback } from '../../../state/playback.ts';
import { JobProgress } from '../JobProgress.tsx';
import { heardNow, type Heard } from '../previewEffect.ts';
import { MelodyFields } from './MelodyFields.tsx';
import { useManipulation, type Manipulation } from './manipulation.ts';
import { manipulationRequest } from './manipulationRequest.ts';
import { manipulationWarnings } from './manipulationWarnings.ts';
import { PickedFields } from './PickedFields.tsx';
import styles from './PointsPanel.module.css';
import { hearManipulation } from './runManipulation.ts';

/** Pitch and durations of a selection as points: what is picked, what is done to all of it, how it sounds. */
export function PointsPanel() {
  const now = useManipulation((s) => s.now);
  return now === null ? <Start /> : <Editing now={now} />;
}

function Start() {
  const document = useActiveDocument();
  useCommands((s) => s.commands);
  return (
    <div className={styles['start']} data-testid="points-panel">
      <p>
        Pitch and durations of the selection, or of a whole track, are edited as points over its lanes: pitch on the
        spectrogram, durations on the waveform.
      </p>
      <button
        type="button"
        data-testid="points-edit"
        aria-disabled={document === null}
        onClick={() => runCommand('points.edit')}
      >
        Edit pitch and durations
      </button>
    </div>
  );
}

function Editing({ now }: { readonly now: Manipulation }) {
  const { notice, problem, jobId } = useManipulation();
  const { floorHz, ceilingHz } = useContourSettings((s) => s.settings.pitch);
  const request = manipulationRequest(now);
  const whyNot = typeof request === 'string' ? request : null;
  const warnings = [...(notice === null ? [] : [notice]), ...manipulationWarnings(now, { floorHz, ceilingHz })];
  return (
    <div className={styles['panel']} data-testid="points-panel">
      <div className={styles['bar']}>
        <button
          type="button"
          className={styles['apply']}
          aria-disabled={whyNot !== null || jobId !== null}
          data-testid="points-apply"
          onClick={() => {
            if (whyNot === null) runCommand('points.apply');
          }}
        >
          Apply
        </button>
        <Listen which="effect" title="Preview" isDisabled={whyNot !== null} />
        <Listen which="original" title="Original" isDisabled={whyNot !== null} />
        <Stop />
        <button type="button" data-testid="points-cancel" onClick={() => runCommand('points.cancel')}>
          Cancel
        </button>
        <span className={styles['place']} data-testid="points-place">
          <Place now={now} />
        </span>
        {jobId !== null && <JobProgress jobId={jobId} />}
        {(problem ?? whyNot) !== null && (
          <span role="alert" className={styles['problem']} data-testid="points-problem">
            {problem ?? whyNot}
          </span>
        )}
      </div>
      {warnings.length > 0 && (
        <ul className={styles['warnings']} data-testid="points-warnings">
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      <div className={styles['groups']}>
        <PickedFields now={now} />
        <MelodyFields now={now} />
      </div>
    </div>
  );
}

const counted = (n: number, one: string) => `${String(n)} ${one} point${n === 1 ? '' : 's'}`;

function Place({ now }: { readonly now: Manipulation }) {
  const track = useActiveDocument()?.tracks.find(({ trackId }) => trackId === now.trackId);
  const at = (sample: number) => formatHms(sample / now.sampleRateHz);
  const { startSample, endSample } = now.span;
  const where = `${at(startSample)} to ${at(endSample)} of ${track?.name ?? 'a recording that is not shown'}`;
  return `${where} · ${counted(now.pitch.length, 'pitch')}, ${counted(now.duration.length, 'duration')}`;
}

function Listen({ which, title, isDisabled }: { readonly which: Heard; title: string; isDisabled: boolean }) {
  const isHeard = usePlayback((s) => heardNow(s.sourceId) === which);
  return (
    <button
      type="button"
      aria-pressed={isHeard}
      aria-disabled={isDisabled}
      data-testid={`points-hear-${which}`}
      title={`${title}: H goes from one to the other, from the same place`}
      onClick={() => {
        if (!isDisabled) void hearManipulation(which);
      }}
    >
      {title}
    </button>
  );
}

function Stop() {
  const isHeard = usePlayback((s) => heardNow(s.sourceId) !== null);
  return isHeard ? <CommandButton command="play.stop" icon={Square} isDisabled={false} /> : null;
}
