/** What `npm start` runs: the headless shell over the usual data folder, in plain words. */
const { runStart } = await import('./cli/start.ts');
process.exitCode = await runStart(process.argv.slice(2));

export {};
