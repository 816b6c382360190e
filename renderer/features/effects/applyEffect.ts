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
  const { effect, startSample, endSample, resultEndSample } = request;
  const { document, trackIds, selection } = target;
  const { ripple } = useEditing.getState();
  const { jobId } = await studio.call['effects.apply']({
    documentId: document.documentId,
    trackIds,
    startSample,
    endSample,
    effect,
    ripple,
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
  const isSelected = useSelection.getState().selection === selection && startSample === target.span.startSample;
  if (resultEndSample !== endSample && (isSelected || startSample === endSample))
    useSelection.getState().select(startSample, resultEndSample);
  return true;
}
