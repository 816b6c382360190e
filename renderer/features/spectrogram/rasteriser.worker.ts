import { createRasteriser } from './rasteriser.ts';
import type { FromRasteriser, ToRasteriser } from './messages.ts';

const rasteriser = createRasteriser((message: FromRasteriser) => {
  postMessage(message);
});

addEventListener('message', ({ data }: MessageEvent<ToRasteriser>) => {
  switch (data.kind) {
    case 'attach':
      rasteriser.attach(data.laneKey, data.canvas);
      break;
    case 'detach':
      rasteriser.detach(data.laneKey);
      break;
    case 'draw':
      rasteriser.draw(data.laneKey, data.scene);
      break;
    case 'tile':
      rasteriser.putTile(data.tile, data.isDrawnLater);
      break;
    case 'drop':
      rasteriser.dropTile(data.set, data.level, data.index);
      break;
    case 'probe':
      postMessage({
        kind: 'probed',
        laneKey: data.laneKey,
        levelDb: rasteriser.probe(data.laneKey, data.x, data.y),
      } satisfies FromRasteriser);
      break;
    case 'path':
      rasteriser.usePath(data.path);
      break;
  }
});
