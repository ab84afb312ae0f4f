// The floor: the least that a receiver can do which checks a page and loses none.
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';

const file = await open(process.argv[2] ?? '', 'a');

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const { action } = JSON.parse(body.toString());
  await file.write(body);
  await file.datasync();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ action, status: 'success' }));
});
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address()?.port}/hook` }));
});
