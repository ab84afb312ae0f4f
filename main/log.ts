import { printable } from './printable.ts';

/** Fields of one entry: numbers, names and states. Never a body, a member or a secret. */
type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One line of text per entry. What was hidden never appears, not even inside an error's message. */
export interface Logger {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** Logs the error's name, code, message and causes; no stack and nothing else it carries. */
  error(event: string, error: unknown, fields?: LogFields): void;
  /** From now on this string, also encoded, is blanked out of every entry. Shorter than 4 characters: ignored. */
  hide(secret: string): void;
}

const HIDDEN = '[hidden]';
const SHORTEST_HIDDEN = 4;
const MAX_VALUE_LENGTH = 500;
const MAX_CAUSES = 5;

// Texts that may not be logged, whatever they hold; a number or a flag under such a name is no secret.
const PRIVATE_FIELD =
  /token|password|secret|authori[sz]ation|cookie|credential|body|member|propert/i;
// An Authorization value quoted by somebody else's error message.
const AUTHORIZATION_VALUE = /\b(Basic|Bearer)\s+[\w+/=.~-]{4,}/gi;
const PLAIN_VALUE = /^[\w.:/@+-]+$/;

/** `write` gets each finished line without its line end, e.g. `2026-11-24T09:00:00.000Z info receiver.listening port=8080`. */
export function createLogger(write: (line: string) => void): Logger {
  const hidden = new Set<string>();

  const redact = (text: string): string => {
    let clean = text;
    for (const secret of hidden) clean = clean.replaceAll(secret, HIDDEN);
    return clean.replace(AUTHORIZATION_VALUE, `$1 ${HIDDEN}`);
  };

  const entry = (level: string, event: string, fields: LogFields): void => {
    const pairs = Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => {
        if (typeof value === 'string' && PRIVATE_FIELD.test(key)) return ` ${key}=${HIDDEN}`;
        // Redacted before it is shortened: half a secret would no longer be recognised.
        return ` ${key}=${formatValue(redact(String(value)))}`;
      });
    write(`${new Date().toISOString()} ${level} ${event}${pairs.join('')}`);
  };

  return {
    info: (event, fields = {}) => entry('info', event, fields),
    warn: (event, fields = {}) => entry('warn', event, fields),
    error: (event, error, fields = {}) => entry('error', event, { ...fields, ...describe(error) }),
    hide(secret) {
      if (secret.length < SHORTEST_HIDDEN) return;
      for (const form of encodedForms(secret)) hidden.add(form);
    },
  };
}

function formatValue(value: string): string {
  const short = value.length > MAX_VALUE_LENGTH ? `${value.slice(0, MAX_VALUE_LENGTH)}…` : value;
  if (PLAIN_VALUE.test(short)) return short;
  // JSON leaves raw some of what a terminal may obey or a log reader may split at.
  return printable(JSON.stringify(short));
}

function describe(error: unknown): LogFields {
  if (!(error instanceof Error)) return { name: typeof error };
  const causes: string[] = [];
  let cause = error.cause;
  while (cause instanceof Error && causes.length < MAX_CAUSES) {
    causes.push([cause.name, codeOf(cause), messageOf(cause)].filter(Boolean).join(' '));
    cause = cause.cause;
  }
  return {
    name: error.name,
    code: codeOf(error),
    message: messageOf(error),
    cause: causes.length > 0 ? causes.join(' < ') : undefined,
  };
}

function codeOf(error: Error): string | undefined {
  if (!('code' in error)) return undefined;
  return typeof error.code === 'string' || typeof error.code === 'number'
    ? String(error.code)
    : undefined;
}

function messageOf(error: Error): string {
  // V8 quotes the unreadable text in a JSON error, and that text is members.
  return error instanceof SyntaxError ? HIDDEN : error.message;
}

function encodedForms(secret: string): string[] {
  const base64 = Buffer.from(secret, 'utf8').toString('base64').replace(/=+$/, '');
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64];
}
