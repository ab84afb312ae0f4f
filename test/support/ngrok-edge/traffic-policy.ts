/** Traffic policies, as far as Rollcall needs them. Source: ngrok.com/docs/traffic-policy. */
import * as z from 'zod';
import { compile, type PolicyRequest } from './cel.ts';
import { NotInStandIn, Refusal } from './refusals.ts';
import { readYaml } from './yaml.ts';

/** What the service answers in place of the agent. */
export interface PolicyAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The request goes to another endpoint of the account; where that has no answer, perhaps to what comes next. */
export interface PolicyForward {
  readonly kind: 'forward';
  readonly domain: string;
  readonly continues: boolean;
}

export type PolicyAction = PolicyAnswer | PolicyForward;

/** What is done with a request, one after the other; after the last of them it goes to the agent. */
export type Policy = (request: PolicyRequest) => readonly PolicyAction[];

interface Rule {
  readonly applies: (request: PolicyRequest) => boolean;
  readonly actions: readonly PolicyAction[];
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
/** Of a whole account, with no port: what a policy of Rollcall's names. */
const INTERNAL_URL = /^https:\/\/([a-z0-9.-]+\.internal)$/;
const forwardConfig = z.strictObject({
  url: z.string(),
  on_error: z.enum(['halt', 'continue']).default('halt'),
});

/** Actions that are real and not played here; any other name is no action at all. */
const OTHER_ACTIONS: ReadonlySet<string> = new Set([
  'add-headers',
  'basic-auth',
  'circuit-breaker',
  'close-connection',
  'compress-response',
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

/** Reads a policy in JSON or YAML; where there is none, everything passes. */
export function readPolicy(text: string | null): Policy {
  if (text === null || text === '') return () => [];
  const shape = phases.safeParse(parsed(text));
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
  return (request) => compiled.flatMap(({ applies, actions }) => (applies(request) ? actions : []));
}

function readRule({ expressions, actions }: z.infer<typeof rule>): Rule {
  if (actions.length === 0) {
    throw new Refusal('ERR_NGROK_2206', 'A policy must define at least one action.');
  }
  const tests = expressions.map(compile);
  const read = actions.map(({ type, config = {} }) => ({ type, action: readAction(type, config) }));
  const lastAt = read.findIndex(({ action }) => action.kind === 'answer' || !action.continues);
  const further = lastAt === -1 ? undefined : read[lastAt + 1];
  if (further !== undefined) {
    throw new Refusal(
      'ERR_NGROK_2207',
      `Policy action type '${further.type}' is unreachable due to a prior terminating action.`,
    );
  }
  return {
    applies: (request) => tests.every((test) => test(request)),
    actions: read.map(({ action }) => action),
  };
}

function readAction(type: string, config: unknown): PolicyAction {
  if (type === 'deny') {
    const { status_code: status } = configOf(type, denyConfig, config);
    return { kind: 'answer', status, headers: {}, body: '' };
  }
  if (type === 'custom-response') {
    const { status_code: status, body, headers } = configOf(type, customResponseConfig, config);
    if ([body, ...Object.values(headers)].some((text) => text.includes('${'))) {
      throw new NotInStandIn('CEL interpolation in a custom-response');
    }
    const isTyped = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
    const typed = isTyped ? {} : { 'content-type': 'text/plain; charset=utf-8' };
    return { kind: 'answer', status, headers: { ...typed, ...headers }, body };
  }
  if (type === 'forward-internal') {
    const { url, on_error } = configOf(type, forwardConfig, config);
    const [, domain] = INTERNAL_URL.exec(url) ?? [];
    if (domain === undefined) throw new NotInStandIn(`"${url}" as what is forwarded to`);
    return { kind: 'forward', domain, continues: on_error === 'continue' };
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

function parsed(text: string): unknown {
  try {
    return text.startsWith('{') ? JSON.parse(text) : readYaml(text);
  } catch (error) {
    if (error instanceof NotInStandIn) throw error;
    throw new NotInStandIn('a traffic policy that is written neither in JSON nor in YAML');
  }
}
