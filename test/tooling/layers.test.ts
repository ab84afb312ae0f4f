import { describe, expect, it } from 'vitest';
import { RULE_NAMES, violations } from '../../build/rules/layers.ts';

interface Example {
  readonly rule: string;
  readonly from: string;
  readonly forbidden: string;
  readonly allowed: string;
}

const EXAMPLES: readonly Example[] = [
  {
    rule: 'shared-is-alone',
    from: 'shared/model/cohort.ts',
    forbidden: "import { log } from '../../main/log.ts'",
    allowed: "import * as z from 'zod'; import { RollcallError } from '../errors.ts'",
  },
  {
    rule: 'shared-is-alone',
    from: 'shared/errors.ts',
    forbidden: "import { join } from 'path'",
    allowed: "export { assertNever } from './assert-never.ts'",
  },
  {
    rule: 'rules-are-pure',
    from: 'main/membership/plan-page.ts',
    forbidden: "import { createHash } from 'node:crypto'",
    allowed: "import type { Action } from '../mixpanel/actions.ts'",
  },
  {
    rule: 'rules-are-pure',
    from: 'main/mixpanel/envelope.ts',
    forbidden: "import { ACTIONS } from '../membership/plan-page.ts'",
    allowed: "import { ACTIONS } from './actions.ts'; import * as z from 'zod'",
  },
  {
    rule: 'rules-are-pure',
    from: 'main/membership/plan-page.ts',
    forbidden: "import type { Inbox } from '../store/inbox/inbox.ts'",
    allowed: "import type { Member } from '../../shared/model/member.ts'",
  },
  {
    rule: 'rules-are-pure',
    from: 'main/rhythm/learn-rhythm.ts',
    forbidden: "import { setTimeout } from 'node:timers/promises'",
    allowed: "import type { Rhythm } from '../../shared/api/rhythm-model.ts'",
  },
  {
    rule: 'rules-are-pure',
    from: 'main/rhythm/outage.ts',
    forbidden: "import { openPresence } from '../settings/presence.ts'",
    allowed: "import { median } from './learn-rhythm.ts'",
  },
  {
    rule: 'core-knows-no-shell',
    from: 'main/api/handlers.ts',
    forbidden: "import { createTray } from '../electron/tray.ts'",
    allowed: "import { createTunnel } from '../tunnel/tunnel.ts'",
  },
  {
    rule: 'main-knows-no-screen',
    from: 'main/electron/window.ts',
    forbidden: "import { App } from '../../renderer/App.tsx'",
    allowed: "import { BrowserWindow } from 'electron'",
  },
  {
    rule: 'nobody-imports-a-thread',
    from: 'main/store/thread-store.ts',
    forbidden: "const thread = await import('./roster-thread.ts')",
    allowed: "import type { Request } from './roster-thread.ts'",
  },
  {
    rule: 'nobody-imports-a-thread',
    from: 'test/storing/thread.test.ts',
    forbidden: "import { type Request } from '../../main/store/roster-thread.ts'",
    allowed: "type Request = import('../../main/store/roster-thread.ts').Request",
  },
  {
    rule: 'nobody-imports-a-thread',
    from: 'main/tunnel/ngrok-provider.ts',
    forbidden: "import { open } from './ngrok-process.ts'",
    allowed: "import { Probes } from './probes.ts'",
  },
  {
    rule: 'store-threads-keep-to-the-store',
    from: 'main/store/roster/roster-thread.ts',
    forbidden: "import { log } from '../../log.ts'",
    allowed:
      "import { planPage } from '../../membership/plan-page.ts'; import { open } from '../database.ts'",
  },
  {
    rule: 'renderer-lives-in-the-browser',
    from: 'renderer/transport/ipc.ts',
    forbidden: "import type { Handlers } from '../../main/api/handlers.ts'",
    allowed: "import type { Transport } from '../../shared/api/transport.ts'",
  },
  {
    rule: 'renderer-lives-in-the-browser',
    from: 'renderer/index.tsx',
    forbidden: "import process from 'process'",
    allowed: "import { StrictMode } from 'react'",
  },
  {
    rule: 'features-keep-apart',
    from: 'renderer/features/members/MemberTable.tsx',
    forbidden: "export * from '../cohorts/use-cohort.ts'",
    allowed: "import { Table } from '../../components/Table.tsx'; import './member-table.css'",
  },
  {
    rule: 'components-know-no-cohorts',
    from: 'renderer/components/Table.tsx',
    forbidden: "import { useRollcall } from '../state/use-rollcall.ts'",
    allowed: "import { Button } from './Button.tsx'",
  },
  {
    rule: 'product-knows-no-tooling',
    from: 'main/rollcall.ts',
    forbidden: "import { sender } from '../test/support/mixpanel.ts'",
    allowed: "import { parseArgs } from 'node:util'",
  },
  {
    rule: 'one-door-for-electron',
    from: 'main/settings/secret-box.ts',
    forbidden: "import type { SafeStorage } from 'electron'",
    allowed: "import { Low } from 'lowdb'",
  },
  {
    rule: 'one-door-for-@ngrok/ngrok',
    from: 'main/tunnel/tunnel.ts',
    forbidden: "const sdk = await import('@ngrok/ngrok')",
    allowed: "import { connect } from './ngrok.ts'",
  },
  {
    rule: 'one-door-for-lowdb',
    from: 'main/cli/serve.ts',
    forbidden: "import { JSONFile } from 'lowdb/node'",
    allowed: "import { readSettings } from '../settings/settings.ts'",
  },
  {
    rule: 'one-door-for-node:sqlite',
    from: 'main/export/export-cohort.ts',
    forbidden: "import type { DatabaseSync } from 'node:sqlite'",
    allowed: "import { openForReading } from '../store/database.ts'",
  },
  {
    rule: 'one-door-for-electron-updater',
    from: 'main/cli/start.ts',
    forbidden: "const { autoUpdater } = await import('electron-updater')",
    allowed: "import { createUpdates } from './updates.ts'",
  },
  {
    rule: 'one-door-for-react',
    from: 'main/api/snapshot.ts',
    forbidden: "import { use } from 'react'",
    allowed: "import { once } from 'node:events'",
  },
  {
    rule: 'one-door-for-react-dom',
    from: 'main/api/snapshot.ts',
    forbidden: "import { renderToString } from 'react-dom/server'",
    allowed: "import { messages } from '../../shared/messages/messages.ts'",
  },
];

describe.each(EXAMPLES)('$rule in $from', ({ rule, from, forbidden, allowed }) => {
  it(`forbids ${forbidden}`, () => {
    expect(rulesBroken(from, forbidden)).toContain(rule);
  });

  it(`allows ${allowed}`, () => {
    expect(rulesBroken(from, allowed)).toEqual([]);
  });
});

it('shows every rule at work', () => {
  expect(new Set(EXAMPLES.map(({ rule }) => rule))).toEqual(new Set(RULE_NAMES));
});

it.each([
  ['main/tunnel/ngrok.ts', "import ngrok from '@ngrok/ngrok'"],
  ['main/settings/settings.ts', "import { JSONFile } from 'lowdb/node'"],
  ['main/store/database.ts', "import { DatabaseSync } from 'node:sqlite'"],
  ['test/storing/migrations.test.ts', "import { DatabaseSync } from 'node:sqlite'"],
  ['renderer/index.tsx', "import { createRoot } from 'react-dom/client'"],
])('opens the door of %s', (from, source) => {
  expect(rulesBroken(from, source)).toEqual([]);
});

it('names the file, the line, the import and what to do instead', () => {
  const source = "// where the tray is\nimport { app } from 'electron';\n";
  expect(violations('main/log.ts', source).map(({ text }) => text)).toContain(
    'main/log.ts:2 electron → one-door-for-electron: Only main/electron imports electron.',
  );
});

it('is not misled by a comment or a string that looks like an import', () => {
  const source = "// import 'electron'\nconst text = \"import x from 'electron'\";";
  expect(rulesBroken('main/log.ts', source)).toEqual([]);
});

it('does not pass over a file that it can not read', () => {
  expect(() => violations('main/log.ts', 'import {')).toThrow('main/log.ts');
});

function rulesBroken(from: string, source: string): string[] {
  return violations(from, source).map(({ rule }) => rule);
}
