/** An OffscreenCanvas for tests outside a browser: plain pixels and the few calls that the live strips make of one. */

const abgr = (css: string) => {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(css.slice(at, at + 2), 16));
  return ((255 << 24) | (b! << 16) | (g! << 8) | r!) >>> 0;
};

interface Image {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

export class PixelImage implements Image {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.data = new Uint8ClampedArray(4 * width * height);
  }
}

export class PixelCanvas {
  width: number;
  height: number;
  fillStyle = '#000000';
  #pixels = new Uint32Array(0);

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  getContext(): this {
    return this;
  }

  /** [height, width] as ImageData has them. */
  get pixels(): Uint32Array {
    if (this.#pixels.length !== this.width * this.height) this.#pixels = new Uint32Array(this.width * this.height);
    return this.#pixels;
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    for (let row = y; row < y + height; row++)
      this.pixels.fill(abgr(this.fillStyle), row * this.width + x, row * this.width + x + width);
  }

  putImageData({ width, height, data }: Image, x: number, y: number): void {
    const from = new Uint32Array(data.buffer);
    for (let row = 0; row < height; row++)
      this.pixels.set(from.subarray(row * width, (row + 1) * width), (y + row) * this.width + x);
  }

  drawImage(from: PixelCanvas, sx: number, sy: number, width: number, height: number, x: number, y: number): void {
    for (let row = 0; row < height; row++) {
      const at = (sy + row) * from.width + sx;
      this.pixels.set(from.pixels.subarray(at, at + width), (y + row) * this.width + x);
    }
  }
}
