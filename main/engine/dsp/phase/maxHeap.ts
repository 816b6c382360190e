/** Indices in order of their priority, the greatest first: a binary heap over a fixed array of priorities. */
export class MaxHeap {
  readonly #priorities: Float32Array;
  readonly #heap: Int32Array;
  #size = 0;

  /** @param priorities [n]; every index may be in the heap once */
  constructor(priorities: Float32Array) {
    this.#priorities = priorities;
    this.#heap = new Int32Array(priorities.length);
  }

  get size(): number {
    return this.#size;
  }

  push(index: number): void {
    const heap = this.#heap;
    const priority = this.#priorities[index]!;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#priorities[heap[parent]!]! >= priority) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = index;
  }

  /** Not of an empty heap. */
  pop(): number {
    const heap = this.#heap;
    const top = heap[0]!;
    const moved = heap[--this.#size]!;
    const priority = this.#priorities[moved]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#priorities[heap[child + 1]!]! > this.#priorities[heap[child]!]!) child++;
      if (this.#priorities[heap[child]!]! <= priority) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = moved;
    return top;
  }
}
