/** The kernels of native/ in the page's workers: the same WASM module, behind the same checks, as in Node. */
import { checkedKernels, type Kernels } from '../../main/engine/native/kernels.ts';
import { wasmKernels, type WasmKernelExports } from '../../main/engine/native/wasmKernels.ts';
import wasmUrl from '../../native/prebuilt/phonoscope.wasm?url';

export type { Kernels } from '../../main/engine/native/kernels.ts';

let loading: Promise<Kernels> | null = null;

/** Once a worker. Fails where the module cannot be fetched or the processor has no SIMD. */
export function loadKernels(): Promise<Kernels> {
  return (loading ??= instantiate());
}

async function instantiate(): Promise<Kernels> {
  const { instance } = await WebAssembly.instantiateStreaming(fetch(wasmUrl));
  return checkedKernels(wasmKernels(instance.exports as unknown as WasmKernelExports));
}
