import { findLabels, type Match } from './findLabels.ts';
import type { AskedLabels } from './askLabels.ts';

addEventListener('message', ({ data: { search, labels } }: MessageEvent<AskedLabels>) => {
  postMessage(labels.map((ofTier) => findLabels(ofTier, search)) satisfies Match[][]);
});
