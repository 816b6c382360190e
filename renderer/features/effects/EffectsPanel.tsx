import { Square } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { useEdits } from '../../client/edits.ts';
import { useActiveDocument } from '../../client/project.ts';
import { formatHz } from '../../shared/format/frequency.ts';
import { formatHms } from '../../shared/format/time.ts';
import { CommandButton } from '../../shared/ui/CommandButton.tsx';
import { useEditing } from '../../state/editing.ts';
import { useLayout } from '../../state/layout.ts';
import { usePlayback } from '../../state/playback.ts';
import { useSelection } from '../../state/selection.ts';
import { effectGroups } from './effectForm.ts';
import { EffectFields } from './EffectFields.tsx';
import { effectForms, effectNames } from './effectForms.ts';
import { targetIn, type EffectTarget } from './effectPlace.ts';
import { effectRequest, type EffectRequest } from './effectRequest.ts';
import { useEffects } from './effectStore.ts';
import styles from './EffectsPanel.module.css';
import { EqualiserBands } from './EqualiserBands.tsx';
import { useMaskShape } from './mask/maskShape.ts';
import { JobProgress } from './JobProgress.tsx';
import { NoiseFields } from './NoiseFields.tsx';
import { heardNow, type Heard } from './previewEffect.ts';
import { applyChosen, hearChosen } from './runEffect.ts';

/** An effect, what it is asked with, and what it sounds like before it is done. Nothing else is closed off meanwhile. */
export function EffectsPanel() {
  const document = useActiveDocument();
  const target = useTarget(document);
  if (target === null) return <p className={styles['none']}>Effects act on the sound of a recording: open one.</p>;
  return <Panel target={target} />;
}

/** Follows all that it is read from. */
function useTarget(document: DocumentInfo | null): EffectTarget | null {
  useSelection();
  useEditing((s) => s.tracks);
  useLayout((s) => s.focusedLaneKey);
  useEffects((s) => s.noise);
  useEdits((s) => s.clipboard);
  useMaskShape();
  return targetIn(document);
}

function Panel({ target }: { readonly target: EffectTarget }) {
  const { name, settings, problem, choose } = useEffects();
  const fields = useFocus();
  const request = effectRequest(name, settings[name], target);
  const whyNot = typeof request === 'string' ? request : null;
  return (
    <div className={styles['panel']} data-testid="effects-panel">
      <div className={styles['bar']}>
        <select
          aria-label="Effect"
          data-testid="effect-name"
          value={name}
          onChange={(event) => {
            const chosen = effectNames.find((candidate) => candidate === event.target.value);
            if (chosen !== undefined) choose(chosen);
          }}
        >
          {effectGroups.map((group) => (
            <optgroup key={group} label={group}>
              {effectNames
                .filter((candidate) => effectForms[candidate].group === group)
                .map((candidate) => (
                  <option key={candidate} value={candidate}>
                    {effectForms[candidate].title}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
        <span className={styles['place']} data-testid="effect-place">
          {placeText(target, request)}
        </span>
      </div>
      <div className={styles['fields']} ref={fields} role="group" aria-label={effectForms[name].title}>
        {name === 'reduceNoise' && <NoiseFields target={target} />}
        {name === 'equalise' && <EqualiserBands sampleRateHz={target.sampleRateHz} />}
        <EffectFields key={name} name={name} place={target} />
      </div>
      <div className={styles['bar']}>
        <Actions whyNot={whyNot} nTracks={target.trackIds.length} />
        {(problem ?? whyNot) !== null && (
          <span role="alert" className={styles['problem']} data-testid="effect-problem">
            {problem ?? whyNot}
          </span>
        )}
      </div>
    </div>
  );
}

/** The first field, or what applies it where there is none, when a command has chosen the effect. */
function useFocus() {
  const fields = useRef<HTMLDivElement>(null);
  const requests = useEffects((s) => s.focusRequests);
  useEffect(() => {
    if (requests === 0) return;
    const panel = fields.current?.parentElement;
    const first = fields.current?.querySelector<HTMLElement>('input, select');
    (first ?? panel?.querySelector<HTMLElement>('[data-testid="effect-apply"]'))?.focus();
  }, [requests]);
  return fields;
}

/** Where it is done: at the selection, or where the effect has a place of its own. */
function placeText(target: EffectTarget, request: EffectRequest | string): string {
  const { document, span, selection, others, region, trackIds } = target;
  const sec = (sample: number) => formatHms(sample / document.sampleRateHz);
  const names = document.tracks.filter(({ trackId }) => trackIds.includes(trackId)).map((track) => track.name);
  const where = names.length === 1 ? (names[0] ?? '') : `${String(names.length)} tracks`;
  if (typeof request !== 'string' && (request.startSample !== span.startSample || request.endSample !== span.endSample))
    return `${sec(request.startSample)} to ${sec(request.endSample)} of ${where}`;
  if (selection === null) return `all of ${where}`;
  if (others.length > 0) return `${String(others.length + 1)} ranges of ${where}`;
  const { band } = selection;
  const frequencies = band === null ? '' : `, ${formatHz(band.lowHz)} to ${formatHz(band.highHz)}`;
  const shape = region === null ? '' : ', as drawn,';
  return `${sec(span.startSample)} to ${sec(span.endSample)}${frequencies}${shape} of ${where}`;
}

function Actions({ whyNot, nTracks }: { readonly whyNot: string | null; readonly nTracks: number }) {
  const jobId = useEffects((s) => s.jobId);
  const heard = usePlayback((s) => heardNow(s.sourceId));
  const listen = (which: Heard, title: string, hint: string) => (
    <button
      type="button"
      aria-pressed={heard === which}
      aria-disabled={whyNot !== null}
      data-testid={`effect-hear-${which}`}
      title={nTracks > 1 ? `${hint}, on the first track` : hint}
      onClick={() => {
        if (whyNot === null) void hearChosen(which);
      }}
    >
      {title}
    </button>
  );
  return (
    <>
      <button
        type="button"
        className={styles['apply']}
        aria-disabled={whyNot !== null || jobId !== null}
        data-testid="effect-apply"
        onClick={() => {
          if (whyNot === null) void applyChosen();
        }}
      >
        Apply
      </button>
      {listen('effect', 'Preview', 'Hear it before it is done')}
      {listen('original', 'Original', 'Hear what is there now; while the preview plays, from the same place')}
      {heard !== null && <CommandButton command="play.stop" icon={Square} isDisabled={false} />}
      {jobId !== null && <JobProgress jobId={jobId} />}
    </>
  );
}
