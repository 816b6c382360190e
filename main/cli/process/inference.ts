/** The inference host as a worker thread: `run` and `create` of onnxruntime block whoever calls them. */
import { Worker } from 'node:worker_threads';
import type { Client } from '../../../preload/contract/define.ts';
import type { InferenceContract } from '../../../preload/contract/inference.ts';
import { createClient } from '../../../preload/contract/rpc.ts';
import { nodePort } from '../../services/ports/nodePort.ts';
import { modelsFolder } from '../projectRoot.ts';

export interface Inference {
  readonly call: Client<InferenceContract>;
  close(): Promise<void>;
}

export function startInference(): Inference {
  const worker = new Worker(new URL('../../hosts/inferenceWorker.ts', import.meta.url), {
    workerData: { modelsFolder },
  });
  const client = createClient<InferenceContract>(nodePort(worker));
  worker.on('error', (error) => {
    client.lose(`the inference worker has ended: ${error instanceof Error ? error.message : String(error)}`);
  });
  return {
    call: client.call,
    close: async () => {
      await worker.terminate();
    },
  };
}
