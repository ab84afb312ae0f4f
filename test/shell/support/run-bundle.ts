/**
 * Runs the built desktop bundle on Node, with the stand-in for the module `electron`: asks it as its own page would,
 * prints what came, and quits.
 * @example node test/shell/support/run-bundle.ts electron --data-dir DIR
 */
import { registerHooks } from 'node:module';
import { until } from '../../support/until.ts';

const stub = new URL('./electron-module.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: stub, shortCircuit: true } : next(specifier, context),
});

const electron = await import('./electron-module.ts');
await import(new URL('../../../dist/electron/index.js', import.meta.url).href);

const window = await until(
  'there is a window',
  () => electron.openedWindows[0] ?? (electron.app.exits.length > 0 ? 'ended' : null),
);
if (window !== 'ended') {
  const page = { parent: null, url: window.loaded[0] ?? '' };
  const sender = { sender: window.webContents, senderFrame: page };
  const answer = await electron.ipcMain.invoke(sender, 'rollcall:request', 'app.snapshot', {});
  const { early, app } = electron;
  process.stdout.write(
    JSON.stringify({
      answer,
      early,
      loaded: window.loaded,
      preload: window.options.webPreferences?.preload,
      firstLine: electron.trayMenu()[0]?.label,
    }),
  );
  app.emit('before-quit');
  window.close();
  app.emit('will-quit', { preventDefault: () => {} });
  await until('it has ended', () => app.exits.length > 0);
}
