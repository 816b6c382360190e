/** The same value with its arrays in shared memory: it crosses between threads without a copy. */
export function withSharedArrays<T>(value: T): T {
  return share(value) as T;
}

function share(value: unknown): unknown {
  if (value instanceof Float64Array) return shareArray(value, Float64Array);
  if (value instanceof Float32Array) return shareArray(value, Float32Array);
  if (value instanceof Uint32Array) return shareArray(value, Uint32Array);
  if (value instanceof Uint16Array) return shareArray(value, Uint16Array);
  if (value instanceof Uint8Array) return shareArray(value, Uint8Array);
  if (Array.isArray(value)) return value.map(share);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, share(entry)]));
}

interface Numbers {
  readonly buffer: ArrayBufferLike;
  readonly byteLength: number;
  set(values: ArrayLike<number>): void;
}

function shareArray<A extends Numbers & ArrayLike<number>>(values: A, Shared: new (buffer: SharedArrayBuffer) => A): A {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const shared = new Shared(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

/** Of all arrays in it. */
export function arrayBytes(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, entry) => sum + arrayBytes(entry), 0);
}
