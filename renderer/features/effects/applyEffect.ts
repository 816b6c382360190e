import type { JobInfo } from '../../../preload/contract/jobs.ts';
import { formatCount } from '../../shared/format/bytes.ts';
import { formatHms } from '../../shared/format/time.ts';
import { notify } from '../../state/notices.ts';
import type { EffectRequest } from './effectRequest.ts';
import { whenOver } from '../../client/jobs.ts';
import { studio } from '../../client/studio.ts';
import { announce } from '../../state/announcements.ts';
import { useEditing } from '../../state/editing.ts';
import { useSelection } from '../../state/selection.ts';
import type { EffectTarget } from './effectPlace.ts';

/**
 * Starts the job and waits for its end; what became another length is selected as it is then. @throws Error: why it failed
 * @param showJob is told the job while it runs, and null after it
 * @returns false: it was cancelled
 */
export async function applyEffect(
  target: EffectTarget,
  request: EffectRequest,
  showJob: (jobId: string | null) => void,
): Promise<boolean> {
  const { effect, startSample, endSample, resultEndSample, more } = request;
  const { document, trackIds, selection } = target;
  const { ripple } = useEditing.getState();
  const { jobId } = await studio.call['effects.apply']({
    documentId: document.documentId,
    trackIds,
    startSample,
    endSample,
    effect,
    ripple,
    ...(more.length === 0 ? {} : { more: more.map((span) => ({ ...span })) }),
  });
  showJob(jobId);
  const job = await whenOver(jobId).finally(() => {
    showJob(null);
  });
  if (job?.error != null && job.state === 'failed') throw new Error(job.error.message);
  if (job?.state !== 'done') {
    announce('The effect was cancelled');
    return false;
  }
  announce(`Done: ${job.title}`);
  tellOfClipping(job, document.sampleRateHz);
  const isSelected = useSelection.getState().selection === selection && startSample === target.span.startSample;
  if (resultEndSample !== endSample && (isSelected || startSample === endSample))
    useSelection.getState().select(startSample, resultEndSample);
  return true;
}

/** What lies above full scale is kept as it is, and clipped where it is played or exported with fixed point. */
export function tellOfClipping({ title, result }: Pick<JobInfo, 'title' | 'result'>, sampleRateHz: number): void {
  const { nAboveFullScale: n, firstAboveSample: first } = result ?? {};
  if (typeof n !== 'number' || typeof first !== 'number' || n === 0) return;
  const samples = n === 1 ? '1 sample is' : `${formatCount(n)} samples are`;
  notify(
    'warning',
    title,
    `${samples} above full scale, the first at ${formatHms(first / sampleRateHz)}. Lower the gain, or normalise.`,
  );
}
