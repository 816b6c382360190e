/** Makes typed arrays and buffers beyond a size throw, so that a length field that is believed shows at once. */
const names = [
  'ArrayBuffer',
  'Uint8Array',
  'Int8Array',
  'Uint8ClampedArray',
  'Uint16Array',
  'Int16Array',
  'Uint32Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
] as const;

export class AllocationError extends Error {}

/** Runs `work` with every `new XArray(n)` and `Array.from({length})`-sized array over `limitBytes` refused. */
export async function withAllocationLimit<T>(limitBytes: number, work: () => Promise<T>): Promise<T> {
  const globals = globalThis as unknown as Record<string, unknown>;
  const originals = new Map<string, unknown>();
  for (const name of names) {
    const original = globals[name] as { new (...parameters: unknown[]): object; BYTES_PER_ELEMENT?: number };
    const width = original.BYTES_PER_ELEMENT ?? 1;
    originals.set(name, original);
    globals[name] = new Proxy(original, {
      construct(target, parameters: unknown[], newTarget) {
        const [length] = parameters;
        if (typeof length === 'number' && length * width > limitBytes) {
          throw new AllocationError(`new ${name}(${length}) asks for more than ${limitBytes} bytes`);
        }
        return Reflect.construct(target, parameters, newTarget === globals[name] ? target : newTarget) as object;
      },
    });
  }
  try {
    return await work();
  } finally {
    for (const [name, original] of originals) globals[name] = original;
  }
}
