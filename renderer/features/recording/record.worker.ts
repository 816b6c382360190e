import { createClient, type RpcClient } from '../../../preload/contract/rpc.ts';
import type { StudioContract, StudioEvent } from '../../../preload/contract/studio.ts';
import { toWirePort } from '../../client/wirePort.ts';
import { captureReader } from '../../shared/capture/captureReader.ts';
import { RecordEngine, type EngineHost } from './recordEngine.ts';
import type { FromRecorder, ToRecorder } from './recordMessages.ts';

const takeMs = 40; // with what a disk needs to confirm it stays well below a quarter of a second
const reportMs = 50;

const tell = (message: FromRecorder) => {
  postMessage(message);
};

type Studio = RpcClient<StudioContract, StudioEvent>;

let engine: RecordEngine | null = null;
let takeId = '';
let client: Studio | null = null;

function hostOf({ call }: Studio): EngineHost {
  return {
    append: ({ channels, ...block }) => call['recording.append']({ takeId, ...block, channels: [...channels] }),
    mark: (frame) => call['recording.mark']({ takeId, frame }),
    resume: () => call['recording.resume']({ takeId }),
    stop: () => call['recording.stop']({ takeId }),
  };
}

addEventListener('message', ({ data }: MessageEvent<ToRecorder>) => {
  switch (data.kind) {
    case 'begin':
      takeId = data.takeId;
      engine = new RecordEngine({ ...data, reader: captureReader(data.feed, data.sampleRateHz) }, tell);
      if (client !== null) engine.connect(hostOf(client));
      setInterval(() => engine?.take(), takeMs);
      setInterval(() => engine?.report(), reportMs);
      break;
    case 'host':
      client = createClient<StudioContract, StudioEvent>(toWirePort(data.port));
      engine?.connect(hostOf(client));
      break;
    case 'hostLost':
      client?.lose('the studio process has ended');
      client = null;
      engine?.connect(null);
      break;
    case 'startAt':
      engine?.startAt(data.ms);
      break;
    case 'pause':
      engine?.setPaused(data.isPaused);
      break;
    case 'mark':
      engine?.mark();
      break;
    case 'stop':
      engine?.stop();
      break;
  }
});
