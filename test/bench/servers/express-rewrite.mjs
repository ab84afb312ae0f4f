// What people write today: Express, the members in an object that is written to a JSON file at every page.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [path = '', peerDir = ''] = process.argv.slice(2);
const express = createRequire(join(peerDir, 'package.json'))('express');

const app = express();
const members = {};
app.use(express.json({ limit: '64mb' }));
app.post('/hook', (request, response) => {
  const { action, parameters } = request.body;
  for (const member of parameters.members) {
    if (action === 'remove_members') delete members[member.mixpanel_distinct_id];
    else members[member.mixpanel_distinct_id] = member;
  }
  writeFileSync(path, JSON.stringify(members));
  response.json({ action, status: 'success' });
});
const server = app.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/hook` }));
});
