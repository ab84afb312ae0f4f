import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a flow that appends what is posted to /hook to a file; returns the path of Node-RED's settings. */
export function writeNodeRedFlow(dir: string, port: number, path: string): string {
  const node = { z: 'bench', x: 0, y: 0 };
  const hook = { ...node, type: 'http in', url: '/hook' };
  const reply = { t: 'set', p: 'payload', pt: 'msg', to: '{"status":"success"}', tot: 'json' };
  const flow = [
    { id: 'bench', type: 'tab', label: 'bench' },
    { ...hook, id: 'ready', method: 'get', wires: [['answer']] },
    { ...hook, id: 'page', method: 'post', wires: [['keep']] },
    {
      ...node,
      id: 'keep',
      type: 'file',
      filename: path,
      filenameType: 'str',
      appendNewline: true,
      overwriteFile: 'false',
      encoding: 'none',
      wires: [['reply']],
    },
    { ...node, id: 'reply', type: 'change', rules: [reply], wires: [['answer']] },
    { ...node, id: 'answer', type: 'http response', statusCode: '', headers: {}, wires: [] },
  ];
  writeFileSync(join(dir, 'flows.json'), JSON.stringify(flow));
  const settings = {
    uiHost: '127.0.0.1',
    uiPort: port,
    userDir: dir,
    flowFile: 'flows.json',
    httpAdminRoot: false,
    apiMaxLength: '64mb',
    credentialSecret: false,
    logging: { console: { level: 'error' } },
  };
  const settingsPath = join(dir, 'settings.js');
  writeFileSync(settingsPath, `module.exports = ${JSON.stringify(settings)};`);
  return settingsPath;
}
