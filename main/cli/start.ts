import { messages } from '../../shared/messages/messages.ts';
import { openRollcall, SERVE_OPTIONS, untilAsked } from './commands/serve.ts';
import { dataDirOf } from './data-dir.ts';
import { runDesktopInstead } from './desktop-instead.ts';
import { openInBrowser } from './open-in-browser.ts';
import { helpText, readOptions } from './options.ts';
import { processContext, succeeds } from './run-command.ts';

/** Runs Rollcall for a person at this computer: says in plain words what to do with the hook URL. */
export async function runStart(args: readonly string[]): Promise<number> {
  const context = processContext();
  let desktopCode: number | null = null;
  const code = await succeeds(context, async () => {
    const given = readOptions('serve', SERVE_OPTIONS, args);
    if (given.help === true) {
      await context.writeOut(
        helpText('serve', 'receives syncs until it is stopped', SERVE_OPTIONS),
      );
      return;
    }
    const dataDir = dataDirOf(given['data-dir'], context.environment);
    desktopCode = await runDesktopInstead(given, dataDir, context);
    if (desktopCode !== null) return;
    const rollcall = await openRollcall(given, dataDir, context);
    const { start } = messages(rollcall.language);
    const { hookUrl, uiUrl, tunnel } = rollcall;
    const { publicHookUrl } = tunnel.view();
    const addresses = { hookUrl, publicHookUrl, uiUrl: uiUrl ?? '', dataDir };
    await context.writeOut(`\n${start.ready(addresses)}\n`);
    const openingUrl = rollcall.openingUrl();
    if (openingUrl !== null) openInBrowser(openingUrl, context.environment);
    await untilAsked(context.signal);
    await rollcall.close();
    await context.writeOut(`\n${start.closed}\n`);
  });
  return desktopCode ?? code;
}
