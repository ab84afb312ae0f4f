/** Rules of ngrok's traffic policies. Source: ngrok.com/docs/traffic-policy (expressions of one rule must all be true). */
import type { YamlValue } from './yaml.ts';

/** One rule of a traffic policy. */
export interface PolicyRule {
  readonly [name: string]: YamlValue;
}

/** All but the hook path is answered at ngrok, with the same 404 as here. */
export function onlyTheHookPath(hookToken: string): PolicyRule {
  // A path comes decoded here. As much is forgiven as the receiver forgives: see `main/receiver/hook-path.ts`.
  const path = JSON.stringify(`^/+hook/+${hookToken}[/ ]*$`);
  const isHook = `req.url.path.matches(${path}) && req.method in ["POST", "GET", "HEAD"]`;
  return {
    name: 'only the hook path',
    expressions: [`!(${isHook})`],
    actions: [{ type: 'deny', config: { status_code: 404 } }],
  };
}

/** What ngrok does with a request before it comes to this computer. */
export function trafficPolicy(hookToken: string): string {
  return JSON.stringify({ on_http_request: [onlyTheHookPath(hookToken)] });
}
