/** https://electronjs.org/docs/api/session as far as permissions go. */
import type { Chromium } from './chromium.ts';
import { Imitation } from './imitation.ts';
import type { WebContents } from './web-contents.ts';

type RealHandler<K extends keyof Electron.Session> = Electron.Session[K] extends (
  handler: infer Handler,
) => void
  ? NonNullable<Handler>
  : never;
type Permission = Parameters<RealHandler<'setPermissionCheckHandler'>>[1];
type CheckHandler = (
  contents: WebContents | null,
  permission: Permission,
  origin: string,
  details: { readonly isMainFrame: boolean },
) => boolean;
type RequestHandler = (
  contents: WebContents,
  permission: Permission,
  callback: (isGranted: boolean) => void,
  details: { readonly isMainFrame: boolean; readonly requestingUrl: string },
) => void;

/** What a page may ask of a browser, as Electron and as Chromium's protocol name it. */
const PERMISSIONS: readonly (readonly [Permission, string])[] = [
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['geolocation', 'geolocation'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['notifications', 'notifications'],
];

export class Session extends Imitation {
  #checkHandler: CheckHandler | null = null;
  #requestHandler: RequestHandler | null = null;

  constructor() {
    super('session');
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#checkHandler = handler;
  }
  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#requestHandler = handler;
  }
  /** "To clear the handler, call with null": no device is ever offered here. */
  setDevicePermissionHandler(_handler: RealHandler<'setDevicePermissionHandler'> | null): void {}
  /** "Passing null instead of a function resets the handler to its default state": denied. */
  setDisplayMediaRequestHandler(
    _handler: RealHandler<'setDisplayMediaRequestHandler'> | null,
  ): void {}

  /**
   * Of the stand-in. Chromium asks nobody over its protocol, so the handlers are asked beforehand: what both allow is
   * granted, the rest denied. "By default Electron will automatically approve all permission requests."
   */
  async applyPermissions(chromium: Chromium, contents: WebContents): Promise<void> {
    for (const [permission, name] of PERMISSIONS) {
      const isGranted = this.#isGranted(contents, permission);
      await chromium.browser.send('Browser.setPermission', {
        permission: { name },
        setting: isGranted ? 'granted' : 'denied',
      });
    }
  }

  #isGranted(contents: WebContents, permission: Permission): boolean {
    const details = { isMainFrame: true, requestingUrl: contents.getURL() };
    let isGranted = true;
    this.#requestHandler?.(
      contents,
      permission,
      (answer) => {
        isGranted = answer;
      },
      details,
    );
    return isGranted && (this.#checkHandler?.(contents, permission, '', details) ?? true);
  }
}

export const defaultSession = new Session();
