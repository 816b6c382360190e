/**
 * The two hosts as one thing: starts them, connects them to each other and to the window, and connects them again
 * after either has been restarted. Main only brokers; no audio and no project data pass through it.
 */
import { MessageChannelMain, type WebContents } from 'electron';
import { EventEmitter } from 'node:events';
import { channels } from '../../preload/contract/channels.ts';
import type { HostControlContract, HostControlEvent } from '../../preload/contract/hostControl.ts';
import { createClient, type RpcClient, type WirePort } from '../../preload/contract/rpc.ts';
import type { HostProcess } from './hostProcess.ts';

interface StudioEvents {
  lost: [string];
  restarted: [];
  decoderWanted: [];
}

type Control = RpcClient<HostControlContract, HostControlEvent>;

export class Studio extends EventEmitter<StudioEvents> {
  readonly #studioHost: HostProcess;
  readonly #inferenceHost: HostProcess;
  #control: Control | null = null;
  #controlWaiters: ((control: Control) => void)[] = [];
  #hasStarted = false;

  constructor(studioHost: HostProcess, inferenceHost: HostProcess) {
    super();
    this.#studioHost = studioHost;
    this.#inferenceHost = inferenceHost;
    studioHost.on('started', () => {
      this.#openControl();
      this.#connectHosts();
      if (this.#hasStarted) this.emit('restarted');
      this.#hasStarted = true;
    });
    studioHost.on('lost', (reason) => {
      this.#control?.lose(reason);
      this.#control = null;
      this.emit('lost', reason);
    });
    inferenceHost.on('started', () => {
      this.#connectHosts();
    });
  }

  start(): void {
    this.#inferenceHost.start();
    this.#studioHost.start();
  }

  stop(): void {
    this.#studioHost.stop();
    this.#inferenceHost.stop();
  }

  /** Resolves as soon as no studio host is there to be waited for: whatever it had written is on the disk. */
  async prepareToQuit(): Promise<void> {
    if (this.#studioHost.pid === undefined) return;
    const gone = new Promise((resolve) => this.#studioHost.once('lost', resolve));
    await Promise.race([gone, this.control().then((control) => control.call['host.prepareToQuit']({}))]);
  }

  /** The control client; waits while the studio host is being restarted. */
  control(): Promise<Control> {
    if (this.#control !== null) return Promise.resolve(this.#control);
    return new Promise((resolve) => this.#controlWaiters.push(resolve));
  }

  /** Gives the page a fresh port straight to the studio host. */
  connectPage(contents: WebContents, nonce: string): void {
    void this.control().then(() => {
      if (contents.isDestroyed()) return;
      const { port1, port2 } = new MessageChannelMain();
      this.#studioHost.attach('renderer', port1);
      contents.postMessage(channels.studioPort, nonce, [port2]);
    });
  }

  connectDecoder(contents: WebContents): void {
    const { port1, port2 } = new MessageChannelMain();
    this.#studioHost.attach('decoder', port1);
    contents.postMessage(channels.studioPort, 'decoder', [port2]);
  }

  #openControl(): void {
    const control = createClient<HostControlContract, HostControlEvent>(this.#controlPort());
    control.onEvent((event) => {
      if (event.kind === 'decoder.wanted') this.emit('decoderWanted');
      else {
        this.#control = control;
        for (const resolve of this.#controlWaiters.splice(0)) resolve(control);
      }
    });
  }

  #connectHosts(): void {
    if (this.#studioHost.pid === undefined || this.#inferenceHost.pid === undefined) return;
    const { port1, port2 } = new MessageChannelMain();
    this.#studioHost.attach('inference', port1);
    this.#inferenceHost.attach('inference', port2);
  }

  #controlPort(): WirePort {
    return {
      post: (message) => {
        this.#studioHost.post(message);
      },
      onMessage: (listener) => {
        this.#studioHost.on('message', listener);
        this.#studioHost.once('lost', () => this.#studioHost.off('message', listener));
      },
      onClose: () => undefined, // 'lost' is handled above, where the reason is known
      close: () => undefined,
    };
  }
}
