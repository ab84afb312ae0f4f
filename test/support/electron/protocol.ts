/**
 * Custom protocols. Chromium knows no scheme of ours, so inside it a page of `app://rollcall/` is at
 * `https://rollcall.app.stand-in.invalid/`, a secure origin with the standard privileges that nothing else answers;
 * everywhere in main it is under its own name.
 */
import type { CustomScheme } from 'electron';
import { Imitation } from './imitation.ts';

type Handler = (request: Request) => Response | Promise<Response>;

const SUFFIX = '.stand-in.invalid';

class StandInProtocol extends Imitation {
  readonly #schemes = new Set<string>();
  readonly #handlers = new Map<string, Handler>();

  constructor() {
    super('protocol');
  }

  /** "Note: This method can only be used before the ready event of the app module gets emitted and can be called only once." */
  registerSchemesAsPrivileged(customSchemes: CustomScheme[]): void {
    if (this.#schemes.size > 0) throw new Error('Schemes are registered already');
    for (const { scheme, privileges } of customSchemes) {
      if (privileges?.standard !== true || privileges.secure !== true) {
        throw new Error('The stand-in for Electron imitates standard, secure schemes alone');
      }
      this.#schemes.add(scheme);
    }
  }

  /** "Register a protocol handler for scheme": https://electronjs.org/docs/api/protocol#protocolhandlescheme-handler */
  handle(scheme: string, handler: Handler): void {
    if (this.#handlers.has(scheme)) throw new Error(`The protocol ${scheme} is handled already`);
    this.#handlers.set(scheme, handler);
  }

  /** The address as Chromium has it; only of a scheme that was registered. */
  inChromium(url: string): string {
    const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)(.*)$/.exec(url);
    const [, scheme = '', host = '', rest = ''] = parts ?? [];
    return this.#schemes.has(scheme) ? `https://${host}.${scheme}${SUFFIX}${rest}` : url;
  }

  /** The address as main knows it. */
  inMain(url: string): string {
    const parsed = URL.parse(url);
    if (parsed?.protocol !== 'https:' || !parsed.hostname.endsWith(SUFFIX)) return url;
    const labels = parsed.hostname.slice(0, -SUFFIX.length).split('.');
    const scheme = labels.pop() ?? '';
    return `${scheme}://${labels.join('.')}${url.slice(parsed.origin.length)}`;
  }

  /** What the app answers to a request of a page; null where it is no scheme of the app's. */
  async answer(url: string, method: string): Promise<Response | null> {
    const ours = this.inMain(url);
    const handler = this.#handlers.get(URL.parse(ours)?.protocol.slice(0, -1) ?? '');
    if (ours === url || handler === undefined) return null;
    return await handler(new Request(ours, { method }));
  }
}

export const protocol = new StandInProtocol();
