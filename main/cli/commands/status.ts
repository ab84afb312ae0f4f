import { existsSync } from 'node:fs';
import { RollcallError } from '../../../shared/errors.ts';
import { createLogger } from '../../log.ts';
import { recentCalls } from '../../other-address.ts';
import { outagesUntil } from '../../outages.ts';
import { lookAhead } from '../../rhythm/look-ahead.ts';
import { readOtherAddress } from '../../settings/other-address.ts';
import { readPresence } from '../../settings/presence.ts';
import { readTunnelReport, type TunnelReport } from '../../settings/tunnel.ts';
import {
  type DataFolder,
  dataFolder,
  listSetAside,
  openingTrouble,
} from '../../store/data-folder.ts';
import { isLocked } from '../../store/instance-lock.ts';
import { clearEmptyLogs } from '../../store/reading/clear-empty-logs.ts';
import { upgradeFolder } from '../../store/reading/open-up-to-date.ts';
import { readStatus, type Status } from '../../store/reading/status.ts';
import type { Command } from '../command.ts';
import { DATA_DIR_OPTION, dataDirOf } from '../data-dir.ts';
import { readOptions } from '../options.ts';
import { isoTime } from '../reading.ts';
import { table } from '../table.ts';
import { outlookRows, statusOutlook } from './status-outlook.ts';
import { judge, stateText } from './status-state.ts';
import { otherAddressRows, readTurnedAwayStatus, turnedAwayRow } from './status-turned-away.ts';

const OPTIONS = {
  'data-dir': DATA_DIR_OPTION,
  json: { help: 'as JSON, for other programs' },
  help: { help: 'this text' },
} as const;

export const statusCommand: Command = {
  name: 'status',
  summary: 'tells whether Rollcall is running and how far it is',
  options: OPTIONS,
  async run(args, context) {
    const given = readOptions('status', OPTIONS, args);
    const dataDir = dataDirOf(given['data-dir'], context.environment);
    const folder = dataFolder(dataDir);
    const { lockPath, inboxPath, rosterPath } = folder;
    if (!existsSync(inboxPath) || !existsSync(rosterPath)) {
      // Whoever asks has to tell a Rollcall whose folder was taken away from one that was never there.
      if (given.json === true) {
        await context.writeOut(`${JSON.stringify({ running: null, trouble: 'folder-gone' })}\n`);
      }
      throw new RollcallError('DATA_DIR_MISSING', { path: dataDir });
    }
    // It tells how far things are, so it waits for nothing.
    await upgradeFolder(
      dataDir,
      createLogger(() => {}),
    );
    const nowMs = Date.now();
    const { lastDeliveryAtMs, heard, refused, ...counts } = readFolder(folder, nowMs);
    const refusals = readTurnedAwayStatus(refused);
    const turnedAway = refusals.rows;
    const isRunning = isLocked(lockPath);
    const outages = outagesUntil(nowMs, await readPresence(folder.presencePath), isRunning);
    const explained = heard.map((cohort) => ({
      ...cohort,
      turnedAway: refusals.causeFor(cohort),
    }));
    const ahead = lookAhead(explained, outages, nowMs);
    const outlook = statusOutlook(ahead, heard);
    const tunnelReport = await readTunnelReport(folder.tunnelReportPath);
    const { waiting, hasHistoryGap } = counts;
    const otherAddress = recentCalls(await readOtherAddress(folder.otherAddressPath), nowMs);
    const state = await judge({
      ...{ folder, heard, waiting, isRunning, hasHistoryGap, ahead, tunnel: tunnelReport },
      ...{ turnedAway: refusals.standing, otherAddress },
    });
    const status = {
      dataDir,
      running: isRunning,
      state: state.kind,
      reason: state.reason,
      trouble: state.trouble,
      tunnel: shownTunnel(tunnelReport, isRunning),
      lastDeliveryAt: isoTime(lastDeliveryAtMs),
      ...counts,
      setAside: listSetAside(folder.dir),
      ...outlook,
      turnedAway,
      otherAddress: otherAddress && {
        times: otherAddress.times,
        last: isoTime(otherAddress.lastAtMs),
      },
    };
    if (given.json === true) {
      await context.writeOut(`${JSON.stringify(status)}\n`);
      return;
    }
    const { tunnel, dataDir: dir, running, lastDeliveryAt } = status;
    const { alerts, ...numbers } = counts;
    const plain = {
      dataDir: dir,
      running,
      state: stateText(state),
      lastDeliveryAt,
      ...numbers,
      ...tunnelRows(tunnel),
    };
    const rows = Object.entries(plain).map(([name, value]) => [name, String(value ?? '-')]);
    const coming = outlookRows(outlook, tunnel.provider === 'ngrok');
    const { setAside } = status;
    const kept = setAside.map((path) => ['set aside', path]);
    const alerted = alerts.map(({ kind, delivery }) => ['alert', `${kind} (delivery ${delivery})`]);
    const refusedRows = [...turnedAway.map(turnedAwayRow), ...otherAddressRows(otherAddress)];
    await context.writeOut(table([...rows, ...coming, ...kept, ...refusedRows, ...alerted]));
  },
};

/** What the running Rollcall last said of its tunnel; nothing of it is open when none runs. */
function shownTunnel({ sinceMs, ...said }: TunnelReport, isRunning: boolean) {
  if (isRunning) return { ...said, since: isoTime(sinceMs) };
  return { ...said, state: 'off', since: null, code: null, raw: null, doubt: null };
}

function tunnelRows({ provider, state, publicUrl, doubt, ...failure }: TunnelRows) {
  const why = doubt === null ? failure : { code: `in doubt: ${doubt.code}`, raw: doubt.raw };
  const words = [provider, state, why.code, why.raw].filter(Boolean);
  const rows: Record<string, string> = { tunnel: words.join(' ') };
  if (publicUrl !== null) rows.publicUrl = publicUrl;
  return rows;
}

type TunnelRows = ReturnType<typeof shownTunnel>;

function readFolder(folder: DataFolder, nowMs: number): Status {
  try {
    const status = readStatus(folder.inboxPath, folder.rosterPath, nowMs);
    clearEmptyLogs(folder);
    return status;
  } catch (error) {
    throw openingTrouble(error, folder.dir);
  }
}
