/** Holds the stand-in to Electron's own typings: a member that Electron lacks or types otherwise doesn't compile. */

import type { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { BrowserWindow } from './browser-window.ts';
import type { MessageEvent } from './ipc-main.ts';
import type { Menu, MenuItem } from './menu.ts';
import type { Session } from './session.ts';
import type { UtilityProcess } from './utility-process.ts';
import type { WebContents, WebFrameMain } from './web-contents.ts';

/** Electron's type with the stand-in's classes in the place of Electron's, which they imitate in part. */
type Played<T> = T extends (...args: infer A extends unknown[]) => infer R
  ? (...args: PlayedAll<A>) => Played<R>
  : T extends Promise<infer V>
    ? Promise<Played<V>>
    : T extends (infer I)[]
      ? Played<I>[]
      : PlayedClass<T>;
type PlayedAll<A extends unknown[]> = { [K in keyof A]: Played<A[K]> };
type PlayedClass<T> = T extends Electron.BaseWindow
  ? BrowserWindow
  : T extends Electron.WebContents
    ? WebContents
    : T extends Electron.Session
      ? Session
      : T extends Electron.Menu
        ? Menu
        : T extends Electron.MenuItem
          ? MenuItem
          : T extends Electron.WebFrameMain
            ? WebFrameMain
            : T extends Electron.IpcMainInvokeEvent
              ? MessageEvent
              : T extends Electron.UtilityProcess
                ? UtilityProcess
                : T extends Electron.Display
                  ? Pick<T, 'bounds' | 'id' | 'scaleFactor' | 'workArea'>
                  : T;

/** As a property, so that parameters are compared the strict way. */
type Strict<F> = F extends (...args: infer A) => infer R ? (...args: A) => R : F;

/** The members of an imitation that Electron has no such member for; events are Node's, and not listed. */
type Misfits<Ours, Real> = {
  [K in Exclude<keyof Ours, keyof EventEmitter>]: K extends keyof Real
    ? Strict<Ours[K]> extends Strict<Played<Real[K]>>
      ? never
      : K
    : K;
}[Exclude<keyof Ours, keyof EventEmitter>];

/** True when every member of `Ours`, but for the stand-in's own, has the signature of Electron's. */
export type Fits<Ours, Real, OfTheStandIn extends keyof Ours = never> = [
  Exclude<Misfits<Ours, Real>, OfTheStandIn>,
] extends [never]
  ? true
  : Exclude<Misfits<Ours, Real>, OfTheStandIn>;
