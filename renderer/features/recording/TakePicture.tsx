import { useCallback } from 'react';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { ViewCanvas, type DrawView } from '../../shared/canvas/ViewCanvas.tsx';
import { useRecording } from '../../state/recording.ts';
import { drawTake } from './drawTake.ts';
import { useTakeDetails } from './takeDetails.ts';

interface Props {
  readonly document: DocumentInfo;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly hasGround: boolean;
}

/** The running take on the timeline of its document. */
export function TakePicture({ document, widthPx, heightPx, hasGround }: Props) {
  const place = useRecording((s) => s.place);
  const nFrames = useRecording((s) => s.nFrames);
  const markFrames = useRecording((s) => s.markFrames);
  const sampleRateHz = useRecording((s) => s.sampleRateHz);
  const envelope = useTakeDetails((s) => s.envelope);
  const draw = useCallback<DrawView>(
    (ctx, view, tokens) => {
      if (place === null || sampleRateHz === 0) return;
      const framesPerSample = sampleRateHz / document.sampleRateHz;
      const take = { envelope, startSample: place.startSample, framesPerSample, nFrames, markFrames, hasGround };
      drawTake(ctx, take, { ...view, widthPx }, { heightPx, tokens });
    },
    [place, sampleRateHz, document.sampleRateHz, envelope, nFrames, markFrames, hasGround, widthPx, heightPx],
  );
  return <ViewCanvas widthPx={widthPx} heightPx={heightPx} draw={draw} />;
}
