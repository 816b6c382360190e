/**
 * Gives the memory of an array back at once. V8 would keep it until its next collection, which many megabytes of dead
 * arrays do not bring about; the array is empty afterwards. One that shares its memory with others is left alone.
 */
export function freeBuffer({ buffer, byteLength }: ArrayBufferView): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
