/** What of a request target is forgiven, by the policy at ngrok's edge as by the receiver behind it. */
import { describe, expect, it } from 'vitest';
import { targetKind } from '../../main/receiver/hook-path.ts';
import { trafficPolicy } from '../../main/tunnel/traffic-policy.ts';
import { otherHookPaths, sameHookPaths } from '../support/hook-paths.ts';
import { connect, edgeForTest } from './support/agent.ts';
import { ask } from './support/ask.ts';
import { startSite } from './support/site.ts';

const TOKEN = 'Zq3-test_token_0123456789abcdef';

describe('the hook path', () => {
  it('passes the edge and the receiver however it is written, and nothing else does', async () => {
    const edge = await edgeForTest();
    const site = await startSite();
    await connect(edge, { policy: JSON.parse(trafficPolicy(TOKEN)), forwardTo: site.url });
    const passes = async (path: string): Promise<boolean> => {
      const { status } = await ask(edge.probe, { ...edge, path, method: 'POST' });
      return status === 200;
    };
    const passing: [string, boolean, boolean][] = [];
    for (const path of [...sameHookPaths(TOKEN), ...otherHookPaths(TOKEN)]) {
      passing.push([path, await passes(path), targetKind(path, TOKEN) === 'hook']);
    }
    expect(passing).toEqual([
      ...sameHookPaths(TOKEN).map((path) => [path, true, true]),
      ...otherHookPaths(TOKEN).map((path) => [path, false, false]),
    ]);
    expect(site.visits.map(({ url }) => url)).toEqual(sameHookPaths(TOKEN));
  });

  it('of another address is told from any other path', () => {
    expect(targetKind('/hook/an-earlier-one', TOKEN)).toBe('other-hook');
    expect(targetKind(`/hook/${TOKEN}x`, TOKEN)).toBe('other-hook');
    for (const path of ['/', '/hook', '/hook/', '/api/hook/x', '*', '/hook/%']) {
      expect(targetKind(path, TOKEN)).toBe('other');
    }
  });
});
