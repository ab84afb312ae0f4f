import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { trayIconPath } from '../../main/electron/tray-icons.ts';
import { TRAY_STATES } from '../../main/electron/tray-state.ts';
import { contract } from '../../shared/api/contract.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';

sayWhatItRunsOn();

const DIST_DIR = join(import.meta.dirname, '..', '..', 'dist');
const PRELOAD = readFileSync(join(DIST_DIR, 'electron', 'preload.cjs'), 'utf8');
const INDEX = readFileSync(join(DIST_DIR, 'electron', 'index.js'), 'utf8');

describe('the built preload', () => {
  function runPreload() {
    const exposed: [string, Record<string, unknown>][] = [];
    const required: string[] = [];
    const electron = {
      contextBridge: {
        exposeInMainWorld: (name: string, api: Record<string, unknown>) =>
          exposed.push([name, api]),
      },
      ipcRenderer: { on: () => {}, invoke: async () => 'answer' },
    };
    // A sandboxed preload has `require` for electron and next to nothing of Node.
    const require = (name: string) => {
      required.push(name);
      return electron;
    };
    runInContext(PRELOAD, createContext({ require }));
    return { exposed, required };
  }

  it('gives the page exactly the two functions of a transport', () => {
    const { exposed, required } = runPreload();
    expect(exposed.map(([name]) => name)).toEqual(['rollcall']);
    expect(Object.keys(exposed[0]?.[1] ?? {}).sort()).toEqual(['request', 'subscribe']);
    expect(required).toEqual(['electron']);
  });

  it('knows every name of the contract, but not its schemas', () => {
    for (const name of Object.keys(contract)) expect(PRELOAD).toContain(`"${name}"`);
    expect(PRELOAD.length).toBeLessThan(10_000);
  });
});

describe('the built shell', () => {
  it('shares its core with the command line, so that threads start beside their own files', () => {
    expect(INDEX).toMatch(/from "\.\.\/main\/[^"]+\.js"/);
    expect(INDEX).not.toContain('new Worker');
    const imported = [...INDEX.matchAll(/from "(\.[^"]+)"/g)].map(([, path]) => path ?? '');
    for (const path of imported) expect(existsSync(join(DIST_DIR, 'electron', path))).toBe(true);
  });

  it('has the icons of every state beside it', () => {
    const iconsDir = join(DIST_DIR, 'electron', 'icons');
    for (const state of TRAY_STATES) {
      for (const platform of ['darwin', 'win32', 'linux'] as const) {
        expect(existsSync(trayIconPath(iconsDir, state, platform, true))).toBe(true);
      }
      expect(existsSync(join(iconsDir, `tray-${state}Template@2x.png`))).toBe(true);
    }
  });
});
