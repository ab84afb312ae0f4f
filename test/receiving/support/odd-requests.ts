import { HOOK_PATH, HOOK_TOKEN } from './start-receiver.ts';

/** What no sender of ours sends: a name, and the bytes. */
export type OddRequest = readonly [name: string, bytes: string | Uint8Array];

const BODY = '{"action":"members"}';
const post = (path: string, headers = `Content-Length: ${BODY.length}`, body = BODY): string =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n${body}`;

const swapCase = (text: string): string =>
  [...text].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('');

const WRONG_PATHS = [
  '/',
  '//',
  '/?',
  '*',
  '/hook',
  '/hook/',
  '/hook//',
  '/hook/?',
  `/hook?${HOOK_TOKEN}`,
  `/hook/?token=${HOOK_TOKEN}`,
  `/hook#/${HOOK_TOKEN}`,
  `/hooks/${HOOK_TOKEN}`,
  `/hook${HOOK_TOKEN}`,
  `/Hook/${HOOK_TOKEN}`,
  `/HOOK/${HOOK_TOKEN}`,
  `/${HOOK_TOKEN}`,
  `/hook/./${HOOK_TOKEN}`,
  `/hook/../hook/${HOOK_TOKEN}`,
  `/./hook/${HOOK_TOKEN}`,
  `/x/../hook/${HOOK_TOKEN}`,
  `/api/hook/${HOOK_TOKEN}`,
  `${HOOK_PATH}/.`,
  `${HOOK_PATH}/..`,
  `${HOOK_PATH}/x`,
  `${HOOK_PATH}/?/`.replace('?', 'x?'),
  `${HOOK_PATH}x`,
  `x${HOOK_PATH}`,
  `${HOOK_PATH}%00`,
  `${HOOK_PATH}%3Fa`,
  `${HOOK_PATH}#`,
  `${HOOK_PATH}#a`,
  `${HOOK_PATH};a=b`,
  `${HOOK_PATH}&a=b`,
  `${HOOK_PATH}\\`,
  `\\hook\\${HOOK_TOKEN}`,
  `/hook\\${HOOK_TOKEN}`,
  `%2Fhook/${HOOK_TOKEN}`,
  `/hook/%25${HOOK_TOKEN}`,
  `/hook/${HOOK_TOKEN.slice(0, -1)}`,
  `/hook/${HOOK_TOKEN.slice(1)}`,
  `/hook/${HOOK_TOKEN}${HOOK_TOKEN}`,
  `/hook/${HOOK_TOKEN.toUpperCase()}`,
  `/hook/${HOOK_TOKEN.toLowerCase()}`,
  `/hook/${swapCase(HOOK_TOKEN)}`,
  `/hook/${'x'.repeat(HOOK_TOKEN.length)}`,
  `/hook/${'x'.repeat(10_000)}`,
  '/hook/undefined',
  '/hook/null',
  '/hook/%',
  '/hook/%E0%A4%A',
  '/hook/é',
  'http://',
  'http://[',
  '/api/cohorts.list',
  '/index.html',
  '/.env',
  '/.git/config',
  '/favicon.ico',
  '/robots.txt',
  '/wp-login.php',
];

const WRONG_METHODS = [
  ...['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'COPY', 'LOCK', 'MKCOL', 'MOVE', 'PROPFIND'],
  ...['PROPPATCH', 'SEARCH', 'UNLOCK', 'BIND', 'REPORT', 'MERGE', 'NOTIFY', 'SUBSCRIBE', 'PURGE'],
  ...['LINK', 'UNLINK', 'QUERY', 'M-SEARCH', 'ACL', 'MKCALENDAR', 'SOURCE', 'CONNECT'],
  ...['FOO', 'post', 'Post', 'get', 'POSTS', 'POS', 'PO\tST', 'P', '-', 'POST\0', '"POST"', 'PÖST'],
];

const HEADERS = {
  'no colon': 'Nonsense',
  'a space in the name': 'Bad Name: x',
  'a space before the colon': 'Content-Length : 2',
  'an empty name': ': x',
  'a zero byte in the value': 'X: a\0b',
  'a bare line feed in the value': 'X: a\nY: b\r',
  'a bare carriage return': 'X: a\rY: b',
  'a folded line first': ' folded',
  'bytes above ASCII in the name': 'Ñ: x',
  'an unknown transfer encoding last': 'Transfer-Encoding: chunked, gzip',
  'a chunked that is none': 'Transfer-Encoding: xchunked\r\nContent-Length: 20',
  'both a length and chunked': 'Content-Length: 20\r\nTransfer-Encoding: chunked',
  'both chunked and a length': 'Transfer-Encoding: chunked\r\nContent-Length: 20',
  'two lengths': 'Content-Length: 20\r\nContent-Length: 21',
  'the same length twice': 'Content-Length: 20\r\nContent-Length: 20',
  'a list of lengths': 'Content-Length: 20, 20',
  'a negative length': 'Content-Length: -1',
  'a signed length': 'Content-Length: +20',
  'a length in hexadecimal': 'Content-Length: 0x14',
  'a fractional length': 'Content-Length: 20.0',
  'a length with an exponent': 'Content-Length: 2e1',
  'a length in words': 'Content-Length: twenty',
  'an empty length': 'Content-Length: ',
  'a length beyond 64 bits': `Content-Length: ${'9'.repeat(30)}`,
  'one header that is not even read': `X: ${'x'.repeat(129 * 1024)}`,
  'a megabyte of one header': `X: ${'x'.repeat(2 ** 20)}`,
  'many headers that are not even read': Array.from({ length: 20_000 }, (_, i) => `X-${i}: y`).join(
    '\r\n',
  ),
  'a name that is not even read': `${'x'.repeat(129 * 1024)}: x`,
};

const START_LINES = [
  `POST ${HOOK_PATH} `,
  `POST ${HOOK_PATH} HTTP`,
  `POST ${HOOK_PATH} HTTP/`,
  `POST ${HOOK_PATH} HTTP/1`,
  `POST ${HOOK_PATH} HTTP/1.`,
  `POST ${HOOK_PATH} HTTP/1.9`,
  `POST ${HOOK_PATH} HTTP/9.9`,
  `POST ${HOOK_PATH} HTTP/11`,
  `POST ${HOOK_PATH} HTTP/-1.1`,
  `POST ${HOOK_PATH} http/1.1`,
  `POST ${HOOK_PATH} HTTPS/1.1`,
  `POST ${HOOK_PATH} ICE/1.0`,
  `POST ${HOOK_PATH} GOPHER/1.0`,
  `POST ${HOOK_PATH} HTTP/1.1 x`,
  `POST ${HOOK_PATH} x HTTP/1.1`,
  `POST  HTTP/1.1`,
  `POST HTTP/1.1`,
  `POST`,
  ` POST ${HOOK_PATH} HTTP/1.1`,
  `POST\t${HOOK_PATH}\tHTTP/1.1`,
  `${HOOK_PATH} POST HTTP/1.1`,
  `HTTP/1.1 200 OK`,
  `GET /hook`,
  'hello',
  '{"action":"members"}',
  '\0\0\0\0',
  '*1',
  'SSH-2.0-OpenSSH_9.9',
  'EHLO example.com',
  '<?xml version="1.0"?>',
];

const OTHER_PROTOCOLS: OddRequest[] = [
  ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0'],
  ['a TLS hello', Buffer.from('16030100a5010000a10303', 'hex')],
  ['high bytes', new Uint8Array(64).fill(0xff)],
  ['zero bytes', new Uint8Array(64)],
  ['a CONNECT', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n'],
  ['a CONNECT to the hook', `CONNECT ${HOOK_PATH} HTTP/1.1\r\n\r\n`],
  [
    'a WebSocket to the hook',
    `GET ${HOOK_PATH} HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  ],
  [
    'a WebSocket elsewhere',
    'GET /api HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  ],
  ['lines without carriage return', `POST ${HOOK_PATH} HTTP/1.1\nContent-Length: 2\n\n{}`],
];

/** Requests of which every one must get the bare 404 and nothing else. */
export function oddRequests(): OddRequest[] {
  return [
    ...WRONG_PATHS.map((path): OddRequest => [`POST ${path}`, post(path)]),
    ...WRONG_PATHS.slice(0, 20).map(
      (path): OddRequest => [`GET ${path}`, `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`],
    ),
    ...WRONG_METHODS.map(
      (method): OddRequest => [
        `method ${method}`,
        `${method} ${HOOK_PATH} HTTP/1.1\r\nHost: x\r\n\r\n`,
      ],
    ),
    ...Object.entries(HEADERS).map(
      ([name, header]): OddRequest => [`header with ${name}`, post(HOOK_PATH, header)],
    ),
    ...START_LINES.map((line): OddRequest => [`line ${line}`, `${line}\r\nHost: x\r\n\r\n`]),
    ...OTHER_PROTOCOLS,
  ].map(([name, bytes]) => [name.replace(/[^ -~]/g, '?').slice(0, 70), bytes]);
}
