/**
 * The kernels as a WASM module, in Node and in a page's worker alike: arguments are copied into its memory behind a
 * table of them (native/core/argument.h), results copied back.
 */
import { kernelIndices } from './rawKernels.ts';
import type { KernelArgument, KernelArray, RawKernels } from './rawKernels.ts';

/** What native/bindings/wasm.cpp exports; it imports nothing. */
export interface WasmKernelExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly allocate: (bytes: number) => number; // 0: no memory
  readonly release: (address: number) => void;
  readonly kernelCount: () => number;
  readonly kernelName: (kernel: number) => number; // address of a string
  readonly kernelSignature: (kernel: number) => number;
  readonly call: (kernel: number, table: number, count: number) => number;
}

const argumentBytes = 24;
const alignment = 16;
const largestKeptBytes = 2 ** 23;
const badArgument = 1;
const outOfMemory = 4;

const aligned = (bytes: number) => Math.ceil(bytes / alignment) * alignment;
const bytesOf = (array: KernelArray) =>
  array.byteLength === 0
    ? new Uint8Array(0) // also where its buffer was given away
    : new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** native/core/argument.h, ArgumentKind; null: no argument of any kernel. */
function kindOf(arg: unknown): number | null {
  if (typeof arg === 'number') return 0;
  const kind = [Float32Array, Float64Array, Int16Array, Int32Array, Uint16Array].findIndex(
    (type) => arg instanceof type,
  );
  return kind < 0 ? null : kind + 1;
}

export function wasmKernels(exports: WasmKernelExports): RawKernels {
  const textAt = (address: number) => {
    const bytes = new Uint8Array(exports.memory.buffer, address);
    return String.fromCharCode(...bytes.subarray(0, bytes.indexOf(0)));
  };
  const nKernels = exports.kernelCount();
  const names = Array.from({ length: nKernels }, (_, i) => textAt(exports.kernelName(i)));
  const signatures = Array.from({ length: nKernels }, (_, i) => textAt(exports.kernelSignature(i)));
  const indices = kernelIndices(names);
  let block = 0;
  let blockBytes = 0;

  const reserve = (bytes: number): boolean => {
    if (bytes <= blockBytes) return true;
    if (block !== 0) exports.release(block);
    block = bytes < 2 ** 31 ? exports.allocate(bytes) >>> 0 : 0;
    blockBytes = block === 0 ? 0 : bytes;
    return block !== 0;
  };

  /** Writes table and arrays; answers the address of each array. */
  const place = (args: readonly KernelArgument[]): readonly number[] => {
    const table = new DataView(exports.memory.buffer);
    const memory = new Uint8Array(exports.memory.buffer);
    let at = block + aligned(args.length * argumentBytes);
    return args.map((arg, i) => {
      const entry = block + i * argumentBytes;
      const isArray = typeof arg !== 'number';
      table.setInt32(entry, kindOf(arg) ?? 0, true);
      table.setFloat64(entry + 8, isArray ? arg.length : arg, true);
      table.setBigUint64(entry + 16, BigInt(isArray ? at : 0), true);
      const address = at;
      if (isArray) {
        memory.set(bytesOf(arg), at); // outputs too: some kernels add to what is there
        at += aligned(arg.byteLength);
      }
      return address;
    });
  };

  return {
    kind: 'wasm',
    instructionSet: 'simd128',
    call(name, ...args) {
      const kernel = indices.get(name);
      if (kernel === undefined || args.some((arg) => kindOf(arg) === null)) return badArgument;
      const signature = signatures[kernel]!;
      const arrays = args.map((arg) => (typeof arg === 'number' ? 0 : aligned(arg.byteLength)));
      if (!reserve(aligned(args.length * argumentBytes) + arrays.reduce((sum, bytes) => sum + bytes, 0)))
        return outOfMemory;
      const addresses = place(args);
      const status = exports.call(kernel, block, args.length);
      args.forEach((arg, i) => {
        if (typeof arg === 'number' || !/[A-Z]/.test(signature[i] ?? '')) return; // C++ checks the count
        bytesOf(arg).set(new Uint8Array(exports.memory.buffer, addresses[i], arg.byteLength));
      });
      if (blockBytes > largestKeptBytes) {
        exports.release(block);
        block = blockBytes = 0;
      }
      return status;
    },
  };
}
