/** Electron utility process: the open project, its audio, DSP and jobs. Talks to the window directly. */
import { join } from 'node:path';
import {
  hostControlContract,
  type HostControlContract,
  type HostControlEvent,
} from '../../preload/contract/hostControl.ts';
import type { WirePort } from '../../preload/contract/rpc.ts';
import { studioContract, type StudioContract, type StudioEvent } from '../../preload/contract/studio.ts';
import { composeStudio } from '../services/composeStudio.ts';
import { electronPort } from '../services/ports/electronPort.ts';
import { serveContract } from '../services/serveContract.ts';
import { hostOptions, onAttach, parentPort } from './parentPort.ts';

const { userData, resources, hasFiles, hostStart } = hostOptions();
const parent = parentPort();

const listeners = new Set<(event: StudioEvent) => void>();
const studio = composeStudio({
  userDataFolder: userData,
  cacheFolder: join(userData, 'cache'),
  resourcesFolder: resources,
  workerUrl: new URL('./analysisWorker.js', import.meta.url),
  emit: (event) => {
    for (const listener of listeners) listener(event);
  },
  wantDecoder: () => {
    control.emit({ kind: 'decoder.wanted' });
  },
});

const control = serveContract<HostControlContract, HostControlEvent>(
  hostControlContract,
  {
    'host.registerFile': ({ path, purpose }) => ({ fileId: studio.registerFile(path, purpose) }),
    'host.pathOf': ({ fileId }) => ({ path: studio.pathOf(fileId) }),
    'host.settle': () => {
      studio.settle();
      return null;
    },
    'host.lookAgain': async () => {
      await studio.lookAgain();
      return null;
    },
    'host.prepareToQuit': async () => {
      await studio.close();
      return null;
    },
  },
  parentWirePort(),
);

onAttach((role, port) => {
  const wire = electronPort(port);
  if (role === 'inference') studio.connectInference(wire);
  else if (role === 'decoder') studio.connectDecoder(wire);
  else {
    const server = serveContract<StudioContract, StudioEvent>(studioContract, studio.handlers, wire);
    const listener = (event: StudioEvent) => {
      server.emit(event);
    };
    listeners.add(listener);
    for (const event of studio.currentEvents()) server.emit(event);
    wire.onClose(() => listeners.delete(listener));
  }
});

await studio.start({ hasFiles, hostStart });
control.emit({ kind: 'host.ready' });

function parentWirePort(): WirePort {
  return {
    post: (message) => {
      parent.postMessage(message);
    },
    onMessage: (listener) => {
      parent.on('message', ({ data }) => {
        listener(data);
      });
    },
    onClose: () => undefined, // the pipe ends with this process
    close: () => undefined,
  };
}
