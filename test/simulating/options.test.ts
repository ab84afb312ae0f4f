import { expect, it } from 'vitest';
import { parsePageOfSync, parseShare, withDefaults } from '../../main/simulator/options.ts';
import { pageBodies } from '../../main/simulator/page-bodies.ts';
import { simulate } from '../../main/simulator/simulate.ts';
import { startRecordingReceiver } from './recording-receiver.ts';

it.each([
  ['3', { sync: 1, page: 3 }],
  ['2:14', { sync: 2, page: 14 }],
  ['0', null],
  ['1:', null],
  ['-1', null],
  ['x', null],
])('reads the page %s', (text, page) => expect(parsePageOfSync(text)).toEqual(page));

it.each([
  ['0.02', 0.02],
  ['.5', 0.5],
  ['2%', 0.02],
  ['100%', 1],
  ['1', 1],
  ['2', null],
  ['120%', null],
  ['-1%', null],
  ['much', null],
])('reads the share %s', (text, share) => expect(parseShare(text)).toBe(share));

it('retries five times over a minute by default', () => {
  const { retryDelaysMs } = withDefaults({ url: '' });
  expect(retryDelaysMs).toHaveLength(5);
  expect(retryDelaysMs.reduce((sum, delayMs) => sum + delayMs)).toBe(60_000);
});

it('generates the bodies that are sent without sending them', async () => {
  const receiver = await startRecordingReceiver();
  const options = {
    members: 50,
    pageSize: 20,
    syncs: 4,
    churn: 0.2,
    fullSyncEvery: 2,
    newSessionId: () => 's',
  };
  await simulate({ url: receiver.url, ...options }, () => {});
  await receiver.close();
  const bodies = [...pageBodies(options)].map(({ body }) => body.toString());
  expect(bodies).toEqual(receiver.requests.map((request) => request.text));
});
