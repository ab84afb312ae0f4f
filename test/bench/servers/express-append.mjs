// What people write today: Express, every page appended to a file.
import { appendFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [path = '', peerDir = ''] = process.argv.slice(2);
const express = createRequire(join(peerDir, 'package.json'))('express');

const app = express();
app.use(express.json({ limit: '64mb' }));
app.post('/hook', async (request, response) => {
  await appendFile(path, `${JSON.stringify(request.body)}\n`);
  response.json({ action: request.body.action, status: 'success' });
});
const server = app.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/hook` }));
});
