/** The scripts that the stand-in runs in every document before the page's own. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

export const PRELOAD_WORLD = 'rollcall stand-in preload';
export const SEND_BINDING = 'standInSend';

export interface PageScripts {
  readonly ownWorld: string;
  readonly preloadWorld: string;
}

export function pageScripts(preloadPath: string): PageScripts {
  const secret = `const linkSecret = ${JSON.stringify(randomUUID())};`;
  // A CommonJS script gets its variables as parameters: an eval would need the page's policy to allow it.
  const preload = `((require, module, exports) => {${readFileSync(preloadPath, 'utf8')}\n})`;
  return {
    ownWorld: inTopFrame(secret, bundled('own-world')),
    preloadWorld: inTopFrame(
      secret,
      bundled('preload-world'),
      `const module = { exports: {} };`,
      `${preload}(standIn.requireInSandbox, module, module.exports);`,
    ),
  };
}

/** "nodeIntegrationInSubFrames" is off: preloads run in the top frame alone. */
function inTopFrame(...parts: readonly string[]): string {
  return `if (window === window.top) { (() => {\n${parts.join('\n')}\n})() }`;
}

function bundled(name: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(`./page/${name}.ts`, import.meta.url))],
    bundle: true,
    format: 'iife',
    globalName: 'standIn',
    target: 'es2024',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
