/**
 * What ngrok does with a request before it comes to this computer: all but the hook path is answered there, with the
 * same 404 as here. Source: ngrok.com/docs/traffic-policy (expressions of one rule must all be true).
 */
export function trafficPolicy(hookToken: string): string {
  const path = JSON.stringify(`/hook/${hookToken}`);
  const pathWithSlash = JSON.stringify(`/hook/${hookToken}/`);
  const isHook = `req.url.path in [${path}, ${pathWithSlash}] && req.method in ["POST", "GET", "HEAD"]`;
  return JSON.stringify({
    on_http_request: [
      {
        name: 'only the hook path',
        expressions: [`!(${isHook})`],
        actions: [{ type: 'deny', config: { status_code: 404 } }],
      },
    ],
  });
}
