/** https://electronjs.org/docs/api/web-contents over one page of Chromium. */
import type { HandlerDetails, RenderProcessGoneDetails, WindowOpenHandlerResponse } from 'electron';
import * as z from 'zod';
import type { Session as Cdp, Chromium } from './chromium.ts';
import { Imitation, notImitated, Occurrence } from './imitation.ts';
import { ipcMain, MessageEvent } from './ipc-main.ts';
import { fromText, toText } from './page/clone.ts';
import { PRELOAD_WORLD, pageScripts, SEND_BINDING } from './page-scripts.ts';
import { protocol } from './protocol.ts';
import { defaultSession, type Session } from './session.ts';

/** A frame that sent something. */
export interface WebFrameMain {
  readonly url: string;
  readonly parent: WebFrameMain | null;
}

const sentSchema = z.object({
  kind: z.enum(['send', 'invoke', 'open']),
  id: z.number(),
  channel: z.string(),
  args: z.string(),
});

export class WebContents extends Imitation {
  readonly session: Session = defaultSession;
  readonly #cdp: Promise<Cdp>;
  readonly #frames = new Map<string, { url: string; parentId: string | undefined }>();
  /** The frames of the preload's worlds by the world's number. */
  readonly #worlds = new Map<number, string>();
  #mainFrameId = '';
  #state: 'alive' | 'crashed' | 'destroyed' = 'alive';
  #isLoading = false;
  #isOurNavigation = false;
  #loaded: PromiseWithResolvers<void> | null = null;
  #openHandler: ((details: HandlerDetails) => WindowOpenHandlerResponse) | null = null;

  constructor(chromium: Promise<Chromium>, targetId: Promise<string>, preloadPath: string | null) {
    super('webContents');
    this.#cdp = this.#attach(chromium, targetId, preloadPath);
    this.#cdp.catch((error: unknown) => process.stderr.write(`stand-in: ${String(error)}\n`));
  }

  async #attach(
    chromium: Promise<Chromium>,
    targetId: Promise<string>,
    preloadPath: string | null,
  ): Promise<Cdp> {
    const cdp = await (await chromium).attach(await targetId);
    this.#listen(cdp);
    await Promise.all([
      cdp.send('Page.enable'),
      cdp.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      cdp.send('Inspector.enable'),
      cdp.send('Runtime.enable'),
      cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
    ]);
    const { frameTree } = await cdp.send('Page.getFrameTree');
    this.#mainFrameId = frameTree.frame.id;
    if (preloadPath !== null) await addPreload(cdp, preloadPath);
    return cdp;
  }

  #listen(cdp: Cdp): void {
    cdp.on('Page.frameAttached', ({ frameId, parentFrameId }) => {
      this.#frames.set(frameId, { url: '', parentId: parentFrameId });
    });
    cdp.on('Page.frameDetached', ({ frameId }) => this.#frames.delete(frameId));
    cdp.on('Page.frameNavigated', ({ frame: { id, url, urlFragment, parentId } }) => {
      this.#frames.set(id, { url: protocol.inMain(url + (urlFragment ?? '')), parentId });
    });
    cdp.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const known = this.#frames.get(frameId);
      if (known !== undefined) known.url = protocol.inMain(url);
    });
    cdp.on('Page.loadEventFired', () => {
      this.#isLoading = false;
      this.#loaded?.resolve();
      this.emit('did-finish-load', new Occurrence());
    });
    cdp.on('Fetch.requestPaused', (paused) => {
      this.#answer(cdp, paused).catch(() => {}); // the page went on without it
    });
    cdp.on('Runtime.executionContextCreated', ({ context: { id, name, auxData } }) => {
      const { frameId } = z.object({ frameId: z.string() }).parse(auxData);
      if (name === PRELOAD_WORLD) this.#worlds.set(id, frameId);
    });
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.#worlds.delete(executionContextId);
    });
    cdp.on('Runtime.executionContextsCleared', () => this.#worlds.clear());
    cdp.on('Runtime.bindingCalled', ({ payload, executionContextId }) => {
      void this.#hear(cdp, executionContextId, payload);
    });
    // "Emitted when the renderer process unexpectedly disappears."
    cdp.on('Inspector.targetCrashed', () => {
      this.#state = 'crashed';
      this.#worlds.clear();
      const details: RenderProcessGoneDetails = { reason: 'crashed', exitCode: 139 };
      this.emit('render-process-gone', new Occurrence(), details);
    });
  }

  /** A request of the page: the app's own protocols answer, the guard is asked about other documents. */
  async #answer(
    cdp: Cdp,
    paused: {
      requestId: string;
      frameId: string;
      resourceType: string;
      request: { url: string; method: string };
    },
  ): Promise<void> {
    const { requestId, request, frameId, resourceType } = paused;
    if (resourceType === 'Document' && !this.#mayNavigate(request.url, frameId)) {
      await cdp.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      return;
    }
    const response = await protocol.answer(request.url, request.method);
    if (response === null) {
      await cdp.send('Fetch.continueRequest', { requestId });
      return;
    }
    await cdp.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: Array.from(response.headers, ([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
  }

  /** "This event is not emitted when the navigation is started programmatically with APIs like loadURL." */
  #mayNavigate(url: string, frameId: string): boolean {
    const isMainFrame = frameId === this.#mainFrameId;
    if (isMainFrame && this.#isOurNavigation) {
      this.#isOurNavigation = false;
      return true;
    }
    const details = Object.assign(new Occurrence(), { url: protocol.inMain(url), isMainFrame });
    this.emit('will-frame-navigate', details);
    return !details.defaultPrevented;
  }

  #opens(url: string, frameName: string): void {
    const answer = this.#openHandler?.({
      url: protocol.inMain(url),
      frameName,
      features: '',
      disposition: 'new-window',
      referrer: { url: '', policy: 'default' },
    });
    if (answer?.action !== 'deny') throw notImitated('a window that a page opened');
  }

  /** What the preload said through its binding. */
  async #hear(cdp: Cdp, world: number, payload: string): Promise<void> {
    const { kind, id, channel, args: text } = sentSchema.parse(JSON.parse(payload));
    const args = z.array(z.unknown()).parse(fromText(text));
    const event = new MessageEvent(this, this.#frameOf(this.#worlds.get(world)));
    if (kind === 'open') {
      this.#opens(String(args[0]), String(args[1]));
      return;
    }
    if (kind === 'send') {
      ipcMain.emit(channel, event, ...args);
      return;
    }
    const answer = await ipcMain.invoked(event, channel, args).then(
      (value) => ['answer', id, toText(value)] as const,
      (error: Error) => ['error', id, toText(error.message)] as const,
    );
    await this.#tell(cdp, world, answer);
  }

  async #tell(cdp: Cdp, world: number, message: readonly (string | number)[]): Promise<void> {
    const expression = `standInReceive(${message.map((part) => JSON.stringify(part)).join()})`;
    // The document it was for may be gone by now, as in Electron.
    await cdp.send('Runtime.evaluate', { expression, contextId: world }).catch(() => {});
  }

  #frameOf(frameId: string | undefined): WebFrameMain | null {
    const frame = frameId === undefined ? undefined : this.#frames.get(frameId);
    if (frame === undefined) return null;
    const { url, parentId } = frame;
    return { url, parent: parentId === undefined ? null : this.#frameOf(parentId) };
  }

  isDestroyed(): boolean {
    return this.#state === 'destroyed';
  }
  isCrashed(): boolean {
    return this.#state === 'crashed';
  }
  isLoadingMainFrame(): boolean {
    return this.#isLoading;
  }
  getURL(): string {
    return this.#frames.get(this.#mainFrameId)?.url ?? '';
  }
  setWindowOpenHandler(handler: (details: HandlerDetails) => WindowOpenHandlerResponse): void {
    this.#openHandler = handler;
  }

  /** "Send an asynchronous message to the renderer process via channel": cloned at once, to the main frame. */
  send(channel: string, ...args: unknown[]): void {
    const message = ['message', channel, toText(args)] as const;
    const tell = async (cdp: Cdp): Promise<void> => {
      for (const [world, frameId] of this.#worlds) {
        if (frameId === this.#mainFrameId) await this.#tell(cdp, world, message);
      }
    };
    void this.#cdp.then(tell).catch(() => {});
  }

  /** "The promise will resolve when the page has finished loading, and rejects if the page fails to load." */
  async loadURL(url: string): Promise<void> {
    this.#isLoading = true;
    const cdp = await this.#cdp;
    this.#isOurNavigation = true;
    const loaded = Promise.withResolvers<void>();
    this.#loaded = loaded;
    const { errorText, loaderId } = await cdp.send('Page.navigate', {
      url: protocol.inChromium(url),
    });
    this.#isOurNavigation = false;
    if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`);
    this.#state = 'alive';
    if (loaderId !== undefined) await loaded.promise;
    else this.#isLoading = false;
  }

  reload(): void {
    this.#isLoading = true;
    this.#isOurNavigation = true;
    void this.#cdp
      .then((cdp) => cdp.send('Page.reload'))
      .then(() => {
        this.#state = 'alive';
      });
  }

  /** "Evaluates code in page": in its own world; resolves with what its promise gives. */
  async executeJavaScript(code: string): Promise<unknown> {
    const cdp = await this.#cdp;
    const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(result.description);
    return result.value;
  }

  /** "Forcefully terminates the renderer process": render-process-gone follows. */
  forcefullyCrashRenderer(): void {
    void this.#cdp.then((cdp) => cdp.send('Page.crash')).catch(() => {});
  }

  /** Of the stand-in: the conversation with the page, for its window. */
  async talk<T>(say: (cdp: Cdp) => Promise<T>): Promise<T> {
    return await say(await this.#cdp);
  }

  /** Of the stand-in: its window is gone. */
  end(): void {
    this.#state = 'destroyed';
    this.emit('destroyed');
  }
}

async function addPreload(cdp: Cdp, preloadPath: string): Promise<void> {
  const scripts = pageScripts(preloadPath);
  await cdp.send('Runtime.addBinding', {
    name: SEND_BINDING,
    executionContextName: PRELOAD_WORLD,
  });
  const own = { source: scripts.ownWorld };
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', own);
  const preload = { source: scripts.preloadWorld, worldName: PRELOAD_WORLD };
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', preload);
}
