import { RollcallError } from '../../../shared/errors.ts';
import { readHook } from '../../settings/hook.ts';
import { readTunnelSettings } from '../../settings/tunnel.ts';
import { dataFolder } from '../../store/data-folder.ts';
import { readDomain } from '../../tunnel/addresses.ts';
import { cloudPolicy } from '../../tunnel/cloud-endpoint.ts';
import type { Command } from '../command.ts';
import { DATA_DIR_OPTION, dataDirOf } from '../data-dir.ts';
import { readOptions } from '../options.ts';

const OPTIONS = {
  'data-dir': DATA_DIR_OPTION,
  'ngrok-domain': { value: 'D', help: 'domain of the cloud endpoint, if not the one in use' },
  help: { help: 'this text' },
} as const;

export const tunnelPolicyCommand: Command = {
  name: 'tunnel-policy',
  summary:
    'writes the traffic policy with which an ngrok cloud endpoint answers 503 while Rollcall is off',
  options: OPTIONS,
  async run(args, context) {
    const given = readOptions('tunnel-policy', OPTIONS, args);
    const dataDir = dataDirOf(given['data-dir'], context.environment);
    const { hookPath, tunnelPath } = dataFolder(dataDir);
    const hook = await readHook(hookPath);
    if (hook === null) throw new RollcallError('DATA_DIR_MISSING', { path: dataDir });
    const kept = await readTunnelSettings(tunnelPath);
    const domain =
      given['ngrok-domain'] === undefined ? kept.domain : readDomain(given['ngrok-domain']);
    if (domain === null) throw new RollcallError('TUNNEL_DOMAIN_MISSING');
    const { language } = context;
    await context.writeOut(cloudPolicy({ domain, hookToken: hook.token, language }));
  },
};
