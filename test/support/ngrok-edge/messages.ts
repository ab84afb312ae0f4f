/** What agent and service say to each other. Source: ngrok-rust, ngrok/src/internals/proto.rs. */
import * as z from 'zod';

/** The first four bytes of a stream say what it is for. */
export const StreamKind = {
  Auth: 0,
  Bind: 1,
  Unbind: 2,
  Proxy: 3,
  BindLabeled: 7,
  Heartbeat: 0xffff_ffff,
} as const;

export const authRequest = z.object({
  Version: z.array(z.string()),
  ClientId: z.string(),
  Extra: z.object({ AuthToken: z.string(), Cookie: z.string(), UserAgent: z.string() }),
});
export type AuthRequest = z.infer<typeof authRequest>;

const bindOptions = z.looseObject({
  Domain: z.string().default(''),
  Hostname: z.string(),
  Subdomain: z.string(),
  TrafficPolicy: z.string().nullable().default(null),
});

export const bindRequest = z.object({
  Id: z.string(),
  Proto: z.string(),
  ForwardsTo: z.string(),
  Opts: bindOptions,
  Extra: z.looseObject({
    PoolingEnabled: z.boolean(),
    Bindings: z.array(z.string()).nullable().default(null),
  }),
});
export type BindRequest = z.infer<typeof bindRequest>;

export const unbindRequest = z.object({ Id: z.string() });

/** What an agent is told before the bytes of a request come. */
export function proxyHeader(endpointId: string, clientAddr: string): Buffer {
  const header = Buffer.from(
    JSON.stringify({
      Id: endpointId,
      ClientAddr: clientAddr,
      Proto: 'https',
      EdgeType: '0',
      PassthroughTLS: false,
    }),
  );
  const start = Buffer.alloc(12);
  start.writeUInt32BE(StreamKind.Proxy, 0);
  start.writeBigInt64LE(BigInt(header.byteLength), 4);
  return Buffer.concat([start, header]);
}
