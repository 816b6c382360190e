import { useEdits } from '../../client/edits.ts';
import { useActiveDocument } from '../../client/project.ts';
import { formatHms } from '../../shared/format/time.ts';
import { runCommand } from '../../state/commands.ts';
import { useSelection } from '../../state/selection.ts';
import { useVoiceReport, type VoiceReport } from '../../state/voiceReport.ts';
import panelStyles from './MeasurementsPanel.module.css';
import { reportOf, valueIn } from './voiceCommands.ts';
import styles from './VoicePanel.module.css';
import { voiceGroups, type VoiceGroup } from './voiceRows.ts';

/** The voice report: what Praat's says, in its groups and under its names. */
export function VoicePanel() {
  const document = useActiveDocument();
  const { report: last, isMeasuring } = useVoiceReport();
  if (document === null) return null;
  const report = reportOf(document.documentId, last);
  return (
    <div className={panelStyles['panel']} data-testid="voice-panel" aria-busy={isMeasuring}>
      <div className={panelStyles['bar']}>
        <RangeText report={report} isMeasuring={isMeasuring} sampleRateHz={document.sampleRateHz} />
        <span className={panelStyles['space']} />
        <button type="button" disabled={isMeasuring} onClick={() => runCommand('voice.report')}>
          {report === null ? 'Report' : 'Report again'}
        </button>
        {[
          ['voice.copy', 'Copy'],
          ['voice.exportCsv', 'CSV'],
        ].map(([name = '', title]) => (
          <button key={name} type="button" disabled={report === null} onClick={() => runCommand(name)}>
            {title}
          </button>
        ))}
      </div>
      {report === null ? (
        <p className={panelStyles['none']}>
          Shift+V reports the voice of the selection, or of the whole recording: pitch, pulses, breaks, jitter, shimmer
          and harmonicity, by the pitch settings of the inspector.
        </p>
      ) : (
        <div className={styles['groups']} tabIndex={0} role="region" aria-label="Voice report">
          {voiceGroups.map((group) => (
            <Group key={group.title} group={group} report={report} />
          ))}
          <p className={styles['parameters']}>{report.parameters}</p>
        </div>
      )}
    </div>
  );
}

interface RangeProps {
  readonly report: VoiceReport | null;
  readonly isMeasuring: boolean;
  readonly sampleRateHz: number;
}

/** Which stretch the numbers are of, and whether another is selected by now. */
function RangeText({ report, isMeasuring, sampleRateHz }: RangeProps) {
  const selection = useSelection((s) => s.selection);
  const editId = useEdits((s) => s.undo?.editId ?? null);
  if (isMeasuring) return <span role="status">Measuring the voice</span>;
  if (report === null) return null;
  const { startSample, endSample, isWhole, of } = report;
  const time = (sample: number) => formatHms(sample / sampleRateHz);
  const isSame = isWhole
    ? selection === null
    : selection?.startSample === startSample && selection.endSample === endSample;
  return (
    <span role="status" data-testid="voice-range">
      {isWhole ? 'Whole recording' : 'Selection'}, {time(startSample)} – {time(endSample)}, {of.channel}
      {editId !== report.editId && <span className={styles['other']}> · measured before the last edit</span>}
      {!isSame && <span className={styles['other']}> · the selection is another by now</span>}
    </span>
  );
}

function Group({ group: { title, rows }, report }: { readonly group: VoiceGroup; readonly report: VoiceReport }) {
  return (
    <table className={styles['group']} data-testid={`voice-${title.split(' ')[0]?.toLowerCase() ?? ''}`}>
      <caption>{title}</caption>
      <tbody>
        {rows.map(({ column, praatName, unit, text, exact }) => {
          const value = valueIn(report, column);
          return (
            <tr key={column}>
              <th scope="row" title={`${column} in tables and CSV`}>
                {praatName}
              </th>
              <td title={value === null ? 'undefined' : String(exact(value))}>{value === null ? '–' : text(value)}</td>
              <td className={styles['unit']}>{value === null ? '' : unit}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
