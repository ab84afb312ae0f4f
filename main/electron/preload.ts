/** Runs in the page's sandbox before its scripts, bundled as CommonJS. */
import { contextBridge, ipcRenderer } from 'electron';
import { createBridge } from './bridge.ts';

contextBridge.exposeInMainWorld('rollcall', createBridge(ipcRenderer));
