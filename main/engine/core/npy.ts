/**
 * NumPy's .npy format, versions 1 to 3, little-endian, C order.
 * numpy/lib/format.py (NEP 1): magic, version, header length, a Python dict literal, then the raw values.
 */
import { EngineError } from './errors.ts';

/** The type of each kind of element; complex64 is a Float32Array of re, im pairs. */
const arrayTypes = {
  float32: { descr: '<f4', array: Float32Array },
  float64: { descr: '<f8', array: Float64Array },
  complex64: { descr: '<c8', array: Float32Array },
  int8: { descr: '|i1', array: Int8Array },
  uint8: { descr: '|u1', array: Uint8Array },
  int16: { descr: '<i2', array: Int16Array },
  uint16: { descr: '<u2', array: Uint16Array },
  int32: { descr: '<i4', array: Int32Array },
  uint32: { descr: '<u4', array: Uint32Array },
  int64: { descr: '<i8', array: BigInt64Array },
} as const;

export type NpyType = keyof typeof arrayTypes;

export type NpyData = InstanceType<(typeof arrayTypes)[NpyType]['array']>;

export interface NpyArray<Data extends NpyData = NpyData> {
  readonly type: NpyType;
  readonly shape: readonly number[]; // [] is a single value
  readonly data: Data; // row-major; product of shape values, twice as many floats for complex64
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // "\x93NUMPY"
const dataAlignmentBytes = 64;

/**
 * The bytes before the values, so that a large array can be streamed after them.
 * @throws EngineError E_SHAPE: a dimension is not an integer ≥ 0
 */
export function npyHeader(type: NpyType, shape: readonly number[]): Uint8Array {
  if (!shape.every((size) => Number.isInteger(size) && size >= 0)) {
    throw new EngineError('E_SHAPE', `shape [${shape.join(', ')}] must hold integers ≥ 0`);
  }
  const tuple = shape.length === 1 ? `(${String(shape[0])},)` : `(${shape.join(', ')})`;
  const dict = `{'descr': '${arrayTypes[type].descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const totalBytes = Math.ceil((10 + dict.length + 1) / dataAlignmentBytes) * dataAlignmentBytes;
  const bytes = new Uint8Array(totalBytes).fill(0x20);
  bytes.set([...magic, 1, 0, (totalBytes - 10) & 255, (totalBytes - 10) >> 8]);
  for (let i = 0; i < dict.length; i++) bytes[10 + i] = dict.charCodeAt(i);
  bytes[totalBytes - 1] = 0x0a;
  return bytes;
}

/** @throws EngineError E_SHAPE: the data do not fill the shape; E_PARAM: they are not of the stated type */
export function encodeNpy({ type, shape, data }: NpyArray): Uint8Array {
  if (!(data instanceof arrayTypes[type].array)) {
    throw new EngineError('E_PARAM', `${data.constructor.name} cannot hold ${type}`);
  }
  const header = npyHeader(type, shape);
  requireFilled(type, shape, data.length);
  const bytes = new Uint8Array(header.length + data.byteLength);
  bytes.set(header);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), header.length);
  return bytes;
}

export interface NpyHeader {
  readonly type: NpyType;
  readonly shape: readonly number[];
  readonly dataStart: number; // bytes
}

/**
 * @param bytes the beginning of the file, at least its header
 * @throws EngineError E_FORMAT: not .npy, damaged, or of a type, byte order or array order that is not supported
 */
export function decodeNpyHeader(bytes: Uint8Array): NpyHeader {
  if (bytes.length < 10 || !magic.every((byte, i) => bytes[i] === byte)) {
    throw new EngineError('E_FORMAT', 'not a .npy file: it does not begin with \\x93NUMPY');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6]!;
  if (version < 1 || version > 3) throw new EngineError('E_FORMAT', `.npy version ${version} must be 1, 2 or 3`);
  const headerStart = version === 1 ? 10 : 12;
  if (bytes.length < headerStart) throw new EngineError('E_FORMAT', '.npy file ends inside its header');
  const dataStart = headerStart + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (dataStart > bytes.length) {
    throw new EngineError('E_FORMAT', `.npy header of ${dataStart} bytes in a file of ${bytes.length}`);
  }
  return { ...parseHeader(new TextDecoder().decode(bytes.subarray(headerStart, dataStart))), dataStart };
}

/** @throws EngineError E_FORMAT: as `decodeNpyHeader`, or fewer values than the shape says */
export function decodeNpy(bytes: Uint8Array): NpyArray {
  const { type, shape, dataStart } = decodeNpyHeader(bytes);
  const { array } = arrayTypes[type];
  const values = new Uint8Array(bytes.subarray(dataStart)); // a copy, aligned; Buffer.slice would be a view
  const nValues = shape.reduce((product, size) => product * size, type === 'complex64' ? 2 : 1);
  if (values.length < nValues * array.BYTES_PER_ELEMENT) {
    const wanted = `${type} [${shape.join(', ')}] needs ${nValues * array.BYTES_PER_ELEMENT} bytes`;
    throw new EngineError('E_FORMAT', `${wanted}, the .npy file holds ${values.length}`);
  }
  return { type, shape, data: new array(values.buffer, 0, nValues) };
}

function parseHeader(text: string): { type: NpyType; shape: number[] } {
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const tuple = /'shape'\s*:\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (descr === undefined || order === undefined || tuple === undefined) {
    throw new EngineError('E_FORMAT', `.npy header lacks descr, fortran_order or shape: ${text.slice(0, 120).trim()}`);
  }
  const shape = tuple
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  const type = (Object.keys(arrayTypes) as NpyType[]).find((name) => arrayTypes[name].descr === descr);
  if (!type) {
    const supported = Object.values(arrayTypes).map((entry) => entry.descr);
    throw new EngineError('E_FORMAT', `.npy type ${descr} is not supported; ${supported.join(' ')} are`);
  }
  const isVector = shape.filter((size) => size !== 1).length <= 1;
  if (order === 'True' && !isVector) {
    throw new EngineError('E_FORMAT', '.npy array is in Fortran order; save it with numpy.ascontiguousarray');
  }
  return { type, shape };
}

function requireFilled(type: NpyType, shape: readonly number[], length: number): void {
  const wanted = shape.reduce((product, size) => product * size, type === 'complex64' ? 2 : 1);
  if (wanted !== length) {
    throw new EngineError('E_SHAPE', `${type} [${shape.join(', ')}] needs ${wanted} values, got ${length}`);
  }
}
