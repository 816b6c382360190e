/** Electron utility process: onnxruntime and the models. If native code aborts here, the project is elsewhere. */
import { join } from 'node:path';
import { inferenceContract } from '../../preload/contract/inference.ts';
import { createInferenceHandlers, type LoadedModels } from '../services/inference/createInferenceHandlers.ts';
import { createPackLibrary } from '../services/models/packLibrary.ts';
import { electronPort } from '../services/ports/electronPort.ts';
import { serveContract } from '../services/serveContract.ts';
import { hostOptions, onAttach } from './parentPort.ts';

const packs = createPackLibrary(join(hostOptions().resources, 'models'));
const models: LoadedModels = new Map();

onAttach((_role, port) => {
  serveContract(inferenceContract, createInferenceHandlers(packs, models), electronPort(port));
});
