/**
 * Makes Node run a built Electron app on the stand-in.
 * @example node --import test/support/electron/register.ts dist/electron/index.js --data-dir DIR
 */
import { registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';

// Threads inherit the flags of the process; Electron's module isn't to be had in them.
if (isMainThread) {
  const standIn = new URL('./electron.ts', import.meta.url).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
  });
  await import('./door.ts');
}
