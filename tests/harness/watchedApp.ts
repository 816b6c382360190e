/** The running app seen from outside: files handed to it, requests made as its page makes them, pictures looked at. */
import type { ElectronApplication, Page } from '@playwright/test';

/** As when the file manager starts the program a second time. */
export async function openInApp(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ app: electron }, file) => {
    electron.emit('second-instance', {}, ['phonoscope', file], '/');
  }, path);
}

/** Share of the columns of a waveform lane in which there is an envelope, looked at on the screen's own canvas. */
export async function drawnShare(window: Page, testId = 'lane-waveform-0-surface'): Promise<number> {
  return window.evaluate((id) => {
    const rows = 5;
    const host = document.querySelector(`[data-testid="${id}"]`);
    const canvases = [...(host?.querySelectorAll('*') ?? [])].flatMap((element) => [
      ...(element.shadowRoot?.querySelectorAll('canvas') ?? []),
    ]);
    const canvas = canvases.find(({ width, height }) => width > 10 && height > 10);
    if (canvas === undefined) return 0;
    const copy = document.createElement('canvas'); // reading the canvas itself would slow its drawing down
    copy.width = canvas.width;
    copy.height = rows;
    const context = copy.getContext('2d', { willReadFrequently: true });
    if (context === null) return 0;
    const top = Math.floor((canvas.height - rows) / 2);
    context.drawImage(canvas, 0, top, canvas.width, rows, 0, 0, canvas.width, rows);
    const { data } = context.getImageData(0, 0, copy.width, rows);
    const style = getComputedStyle(document.documentElement);
    const rgb = (hex: string) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join();
    const empty = new Set(['--wave-axis', '--lane-grid'].map((name) => rgb(style.getPropertyValue(name).trim())));
    // A pause is a line thinner than a pixel: its colour is mixed with what lies below.
    const isEnvelope = (pixel: number) =>
      data[4 * pixel + 3]! > 0 && !empty.has(data.subarray(4 * pixel, 4 * pixel + 3).join());
    let drawn = 0;
    for (let x = 0; x < copy.width; x++)
      if (Array.from({ length: rows }, (_, y) => y * copy.width + x).some(isEnvelope)) drawn++;
    return drawn / copy.width;
  }, testId);
}

/** Calls the studio host from the page over a port of its own: `window.studioCall(method, input)`. */
export async function attachStudioCaller(window: Page): Promise<void> {
  await window.evaluate(async () => {
    const page = window as unknown as {
      phonoscope: { requestStudioPort(nonce: string): void };
      studioCall?: (method: string, input: unknown) => Promise<unknown>;
    };
    const nonce = crypto.randomUUID();
    const port = await new Promise<MessagePort>((resolve) => {
      const listen = (event: MessageEvent<{ nonce?: string } | null>) => {
        const handed = event.ports[0];
        if (event.data?.nonce !== nonce || handed === undefined) return;
        globalThis.removeEventListener('message', listen);
        resolve(handed);
      };
      globalThis.addEventListener('message', listen);
      page.phonoscope.requestStudioPort(nonce);
    });
    interface Answer {
      readonly t: string;
      readonly id: number;
      readonly reply: { readonly ok: boolean; readonly value: unknown; readonly error: { readonly message: string } };
    }
    const waiting = new Map<number, (answer: Answer) => void>();
    port.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.t !== 'reply') return;
      waiting.get(data.id)?.(data);
      waiting.delete(data.id);
    };
    let lastId = 0;
    page.studioCall = async (method, input) => {
      const id = ++lastId;
      const { reply } = await new Promise<Answer>((resolve) => {
        waiting.set(id, resolve);
        port.postMessage({ t: 'call', id, method, input });
      });
      if (!reply.ok) throw new Error(`${method}: ${reply.error.message}`);
      return reply.value;
    };
  });
}

export async function callStudio<T>(window: Page, method: string, input: unknown): Promise<T> {
  return window.evaluate(
    ([name, value]) =>
      (window as unknown as { studioCall(m: string, i: unknown): Promise<unknown> }).studioCall(name as string, value),
    [method, input],
  ) as Promise<T>;
}

/** Milliseconds that requests for samples take one after another, until the page is told to stop. */
export async function startRoundTrips(window: Page): Promise<() => Promise<number[]>> {
  await window.evaluate(() => {
    const page = window as unknown as {
      studioCall(method: string, input: unknown): Promise<unknown>;
      roundTrips?: number[];
      isMeasuring?: boolean;
    };
    interface Project {
      readonly documents: readonly {
        readonly lengthSamples: number;
        readonly tracks: readonly { readonly sourceId: string }[];
      }[];
    }
    const times: number[] = [];
    page.roundTrips = times;
    page.isMeasuring = true;
    const measure = async () => {
      while (page.isMeasuring === true) {
        const project = (await page.studioCall('projects.get', {})) as Project | null;
        const document = project?.documents.at(-1);
        const sourceId = document?.tracks[0]?.sourceId;
        if (document !== undefined && sourceId !== undefined && document.lengthSamples > 0) {
          const startSample = Math.floor(Math.random() * document.lengthSamples);
          const startedMs = performance.now();
          await page.studioCall('audio.samples', { sourceId, channel: 0, startSample, count: 4096 });
          times.push(performance.now() - startedMs);
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    void measure();
  });
  return () =>
    window.evaluate(() => {
      const page = window as unknown as { roundTrips?: number[]; isMeasuring?: boolean };
      page.isMeasuring = false;
      return page.roundTrips ?? [];
    });
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN;
}
