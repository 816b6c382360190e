/** The inference host as a worker thread of the command line, where there is no Electron. */
import { parentPort, workerData } from 'node:worker_threads';
import { inferenceContract } from '../../preload/contract/inference.ts';
import { invariant } from '../engine/core/errors.ts';
import { createInferenceHandlers } from '../services/inference/createInferenceHandlers.ts';
import { createPackLibrary } from '../services/models/packLibrary.ts';
import { nodePort } from '../services/ports/nodePort.ts';
import { serveContract } from '../services/serveContract.ts';

invariant(parentPort !== null, 'inferenceWorker must be started as a worker thread');
const { modelsFolder } = workerData as { modelsFolder: string };
serveContract(inferenceContract, createInferenceHandlers(createPackLibrary(modelsFolder)), nodePort(parentPort));
