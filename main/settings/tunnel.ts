import * as z from 'zod';
import { type Document, openDocument, peekDocument } from './document.ts';

export const TUNNEL_PROVIDERS = ['none', 'ngrok', 'manual'] as const;
export const NGROK_ENDPOINTS = ['agent', 'cloud'] as const;

const tunnelSchema = z.object({
  provider: z.enum(TUNNEL_PROVIDERS).default('none'),
  /** The domain at ngrok: given by the person, or the account's own as its first session told. */
  domain: z.string().nullable().default(null),
  /** Whose the domain is at ngrok: Rollcall's own session, or a cloud endpoint that passes on to it. */
  endpoint: z.enum(NGROK_ENDPOINTS).default('agent'),
  /** The address of the person's own tunnel: what stands before `/hook/…`. */
  publicUrl: z.string().nullable().default(null),
});
export type TunnelSettings = z.infer<typeof tunnelSchema>;

/** How Mixpanel reaches this computer; in a document of its own, as damaged settings must not change the address. */
export function openTunnelSettings(path: string): Promise<Document<TunnelSettings>> {
  return openDocument(path, tunnelSchema);
}

/** As they stand beside a running Rollcall; what can't be read is not set up. */
export async function readTunnelSettings(path: string): Promise<TunnelSettings> {
  return (await peekDocument(path, tunnelSchema)) ?? tunnelSchema.parse({});
}

const tunnelReportSchema = z.object({
  provider: z.enum(TUNNEL_PROVIDERS).default('none'),
  state: z.enum(['off', 'connecting', 'online', 'reconnecting', 'failed', 'paused']).default('off'),
  sinceMs: z.number().nullable().default(null),
  /** Without the hook's secret path. */
  publicUrl: z.string().nullable().default(null),
  code: z.string().nullable().default(null),
  raw: z.string().nullable().default(null),
  /** Why the latest try from outside did not come through, though it is online. */
  doubt: z.object({ code: z.string(), raw: z.string().nullable() }).nullable().default(null),
});
export type TunnelReport = z.infer<typeof tunnelReportSchema>;

/** What the tunnel last said, for `rollcall status` beside a running Rollcall. */
export function openTunnelReport(path: string): Promise<Document<TunnelReport>> {
  return openDocument(path, tunnelReportSchema);
}

/** As it stands beside a running Rollcall; what can't be read says that nothing is open. */
export async function readTunnelReport(path: string): Promise<TunnelReport> {
  return (await peekDocument(path, tunnelReportSchema)) ?? tunnelReportSchema.parse({});
}
