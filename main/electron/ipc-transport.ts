/** The contract over Electron's IPC. Only our own window's own page is answered, and only it is told anything. */
import type { IpcMain } from 'electron';
import { failure } from '../../shared/api/dispatch.ts';
import type { ApiResult, Transport } from '../../shared/api/transport.ts';
import { EVENT_CHANNEL, REQUEST_CHANNEL } from './channels.ts';
import { EVENT_NAMES } from './contract-names.ts';
import { isPageUrl } from './page-url.ts';
import type { ContentsParts } from './parts.ts';

/** Who sent a message, as far as it is checked. */
export interface Sender {
  readonly sender: unknown;
  readonly senderFrame: { readonly parent: unknown; readonly url: string } | null;
}

export interface IpcTransportParts {
  readonly ipcMain: Pick<IpcMain, 'removeHandler'> & {
    handle(
      channel: string,
      listener: (event: Sender, name: unknown, params: unknown) => Promise<ApiResult>,
    ): void;
  };
  /** The contents of our window, while there is one. */
  readonly contents: () => ContentsParts | null;
  /** The core's own end: answers and payloads are plain data, as its schemas give them. */
  readonly api: Transport;
}

/** Starts answering and telling; returns how to stop. */
export function serveIpc({ ipcMain, contents, api }: IpcTransportParts): () => void {
  ipcMain.handle(REQUEST_CHANNEL, async (event, name, params) => {
    if (!isOurPage(event, contents())) throw new Error('Refused');
    return typeof name === 'string' ? await api.request(name, params) : failure('REQUEST_INVALID');
  });
  const ends = EVENT_NAMES.map((name) =>
    api.subscribe(name, (payload) => {
      const target = contents();
      if (target !== null) tellPage(target, name, payload);
    }),
  );
  return () => {
    for (const end of ends) end();
    ipcMain.removeHandler(REQUEST_CHANNEL);
  };
}

/** Tells the page of an event of the contract. */
export function tellPage(
  contents: Pick<ContentsParts, 'isDestroyed' | 'send'>,
  name: string,
  payload: unknown,
): void {
  if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, name, payload);
}

function isOurPage({ sender, senderFrame }: Sender, contents: ContentsParts | null): boolean {
  // A frame that is gone, or one inside the page, is nobody we know.
  if (contents === null || sender !== contents || senderFrame === null) return false;
  return senderFrame.parent === null && isPageUrl(senderFrame.url);
}
