/** Traffic policies, as far as Rollcall needs them. Source: ngrok.com/docs/traffic-policy. */
import { z } from 'zod';
import { compile, type PolicyRequest } from './cel.ts';
import { NotInStandIn, Refusal } from './refusals.ts';

/** What the service answers in place of the agent. */
export interface PolicyAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** null: the request goes to the agent. */
export type Policy = (request: PolicyRequest) => PolicyAnswer | null;

interface Rule {
  readonly applies: (request: PolicyRequest) => boolean;
  readonly answer: PolicyAnswer;
}

/** The free plan's limit, and what goes beyond it. Source: ngrok.com/docs/pricing-limits/free-plan-limits. */
const FREE_RULES = 5;

const rule = z.strictObject({
  name: z.string().optional(),
  expressions: z.array(z.string()).default([]),
  actions: z.array(z.strictObject({ type: z.string(), config: z.unknown().optional() })),
});
const phases = z.record(z.string(), z.array(rule));

const denyConfig = z.strictObject({ status_code: z.int().default(403) });
const customResponseConfig = z.strictObject({
  status_code: z.int().default(200),
  body: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
});

/** Actions that are real and not played here; any other name is no action at all. */
const OTHER_ACTIONS: ReadonlySet<string> = new Set([
  'add-headers',
  'basic-auth',
  'circuit-breaker',
  'close-connection',
  'compress-response',
  'forward-internal',
  'http-request',
  'log',
  'rate-limit',
  'redirect',
  'remove-headers',
  'restrict-ips',
  'set-vars',
  'url-rewrite',
  'verify-webhook',
]);

/** Reads the policy that an agent binds with; an agent that sends none lets everything through. */
export function readPolicy(text: string | null): Policy {
  if (text === null || text === '') return () => null;
  const shape = phases.safeParse(json(text));
  if (!shape.success) {
    const problem = z.prettifyError(shape.error);
    throw new Refusal(
      'ERR_NGROK_2236',
      `The traffic policy provided was not able to be parsed:\n${problem}`,
    );
  }
  const { on_http_request: rules = [], ...others } = shape.data;
  for (const [phase, { length }] of Object.entries(others)) {
    if (length > 0) throw new NotInStandIn(`the traffic policy phase "${phase}"`);
  }
  if (rules.length > FREE_RULES) {
    throw new Refusal(
      'ERR_NGROK_2264',
      `Policy configuration has exceeded its rule per policy limit of ${FREE_RULES}.`,
    );
  }
  const compiled = rules.map(readRule);
  return (request) => compiled.find(({ applies }) => applies(request))?.answer ?? null;
}

function readRule({ expressions, actions: [action, further] }: z.infer<typeof rule>): Rule {
  if (action === undefined) {
    throw new Refusal('ERR_NGROK_2206', 'A policy must define at least one action.');
  }
  const tests = expressions.map(compile);
  const answer = readAction(action.type, action.config ?? {});
  if (further !== undefined) {
    throw new Refusal(
      'ERR_NGROK_2207',
      `Policy action type '${further.type}' is unreachable due to a prior terminating action.`,
    );
  }
  return { applies: (request) => tests.every((test) => test(request)), answer };
}

function readAction(type: string, config: unknown): PolicyAnswer {
  if (type === 'deny') {
    const { status_code: status } = configOf(type, denyConfig, config);
    return { status, headers: {}, body: '' };
  }
  if (type === 'custom-response') {
    const { status_code: status, body, headers } = configOf(type, customResponseConfig, config);
    if ([body, ...Object.values(headers)].some((text) => text.includes('${'))) {
      throw new NotInStandIn('CEL interpolation in a custom-response');
    }
    const isTyped = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
    const typed = isTyped ? {} : { 'content-type': 'text/plain; charset=utf-8' };
    return { status, headers: { ...typed, ...headers }, body };
  }
  if (OTHER_ACTIONS.has(type)) throw new NotInStandIn(`the traffic policy action "${type}"`);
  throw new Refusal('ERR_NGROK_2201', `Invalid policy action type '${type}'.`);
}

function configOf<T>(type: string, schema: z.ZodType<T>, config: unknown): T {
  const { success, data, error } = schema.safeParse(config);
  if (success) return data;
  throw new Refusal(
    'ERR_NGROK_2203',
    `Failed to parse the configuration for policy action type '${type}'.\n${z.prettifyError(error)}`,
  );
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NotInStandIn('a traffic policy that is not written in JSON');
  }
}
