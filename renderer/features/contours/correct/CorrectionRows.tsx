import { AudioWaveform, PencilLine, type LucideIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { CorrectionCounts } from '../../../../preload/contract/contours.ts';
import type { DocumentInfo } from '../../../../preload/contract/project.ts';
import { useContourRevision } from '../../../client/contourRevision.ts';
import { useIsStudioReady } from '../../../client/engine.ts';
import { isEngineLost, studio } from '../../../client/studio.ts';
import { formatKey } from '../../../shared/format/keys.ts';
import { runCommand, useCommands } from '../../../state/commands.ts';
import { useCorrecting, type CorrectingTool } from '../../../state/correcting.ts';
import { keysOf, useKeymap } from '../../../state/keymap.ts';
import { useLayout } from '../../../state/layout.ts';
import { notifyError } from '../../../state/notices.ts';
import { addressedTrack } from '../contourReading.ts';
import sections from '../ContourSections.module.css';
import styles from './CorrectionRows.module.css';

/** In the section of pitch: the tools that correct it by hand, and how much was corrected. */
export function CorrectionRows({ document }: { readonly document: DocumentInfo }) {
  const tool = useCorrecting((s) => s.tool);
  const counts = useCorrectionCounts(document);
  return (
    <>
      <div className={styles['tools']}>
        <ToolButton tool="pitch" label="Correct pitch" icon={PencilLine} isOn={tool === 'pitch'} />
        <ToolButton tool="pulses" label="Correct pulses" icon={AudioWaveform} isOn={tool === 'pulses'} />
      </div>
      <Count which="pitch" title="Pitch corrected by hand" count={counts.pitch} />
      <Count which="pulses" title="Pulses corrected by hand" count={counts.pulses} />
    </>
  );
}

interface ToolProps {
  readonly tool: CorrectingTool;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly isOn: boolean;
}

function ToolButton({ tool, label, icon: Icon, isOn }: ToolProps) {
  const name = `contours.correct-${tool}`;
  const command = useCommands((s) => s.commands.get(name));
  const keymap = useKeymap();
  const key = command === undefined ? undefined : keysOf(command, keymap)[0];
  return (
    <button
      type="button"
      className={styles['tool']}
      data-testid={`command-${name}`}
      aria-pressed={isOn}
      title={[command?.title, key === undefined ? '' : `(${formatKey(key)})`].join(' ').trim()}
      onClick={() => {
        runCommand(name);
      }}
    >
      <Icon size={14} strokeWidth={1.75} aria-hidden />
      {label}
    </button>
  );
}

interface CountProps {
  readonly which: 'pitch' | 'pulses';
  readonly title: string;
  readonly count: number;
}

function Count({ which, title, count }: CountProps) {
  if (count === 0) return null;
  return (
    <div className={styles['count']} data-testid={`${which}-corrected`}>
      <span>
        {title}: {count}
      </span>
      <button
        type="button"
        className={sections['reset']}
        aria-label={`Take back corrections of ${which}`}
        onClick={() => {
          runCommand(`contours.reset-${which}`);
        }}
      >
        Reset
      </button>
    </div>
  );
}

const none: CorrectionCounts = { pitch: 0, pulses: 0 };

function useCorrectionCounts(document: DocumentInfo): CorrectionCounts {
  const focusedKey = useLayout((s) => s.focusedLaneKey);
  const revision = useContourRevision((s) => s.revision);
  const isReady = useIsStudioReady();
  const addressed = addressedTrack(document, focusedKey);
  const sourceId = addressed?.track.sourceId ?? null;
  const channel = addressed?.channel ?? 0;
  const [counts, setCounts] = useState(none);
  useEffect(() => {
    if (sourceId === null || !isReady) return;
    let isCurrent = true;
    studio.call['contours.corrections']({ sourceId, channel }).then(
      (read) => {
        if (isCurrent) setCounts(read);
      },
      (error: unknown) => {
        if (isCurrent && !isEngineLost(error)) notifyError('Count the corrections by hand', error);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [sourceId, channel, revision, isReady]);
  return sourceId === null ? none : counts;
}
