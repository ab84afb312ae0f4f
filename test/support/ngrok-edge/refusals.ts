/** ngrok's refusals that the stand-in gives by itself, in ngrok's words. Source: ngrok.com/docs/errors, August 2026. */

/** Something that ngrok refuses, with its code. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }

  /** As the service writes it: the agent takes the line with the code for the code. */
  get wire(): string {
    return `${this.message}\n\n${this.code}\n`;
  }
}

/** Something that ngrok can do and this stand-in can't: never passed over in silence. */
export class NotInStandIn extends Error {
  constructor(what: string) {
    super(`The stand-in for ngrok does not know ${what}.`);
  }

  get wire(): string {
    return this.message;
  }
}

const TOKEN_PAGE = 'https://dashboard.ngrok.com/get-started/your-authtoken';

export const refusals = {
  tokenMissing: () =>
    new Refusal(
      'ERR_NGROK_4018',
      'This ngrok session is not authenticated. ngrok requires an account and a valid credential to start a session.\n\n' +
        `Sign up for an account: https://dashboard.ngrok.com/signup\nGet your credential: ${TOKEN_PAGE}`,
    ),
  tokenMalformed: (token: string) =>
    new Refusal(
      'ERR_NGROK_105',
      'The authtoken you specified does not look like a proper ngrok authtoken.\n' +
        `Your authtoken: ${token}\n` +
        `Instructions to install your authtoken are on your ngrok dashboard:\n${TOKEN_PAGE}`,
    ),
  tokenInvalid: (token: string) =>
    new Refusal(
      'ERR_NGROK_107',
      'The authtoken you specified is properly formed, but it is invalid.\n' +
        `Your authtoken: ${token}\n` +
        'This usually happens when:\n    - You reset your authtoken\n' +
        '    - Your authtoken was for a team account that you were removed from\n' +
        '    - You are using ngrok link and this credential was explicitly revoked\n' +
        `Go to your ngrok dashboard and double check that your authtoken is correct:\n${TOKEN_PAGE}`,
    ),
  tooManySessions: (max: number) =>
    new Refusal(
      'ERR_NGROK_108',
      `Your account is limited to ${max} simultaneous ngrok agent sessions.\n` +
        'You can view your current agent sessions in the dashboard: https://dashboard.ngrok.com/agents.',
    ),
  customSubdomain: (domain: string, account: string) =>
    new Refusal(
      'ERR_NGROK_313',
      'Only paid plans may create endpoints with custom subdomains.\n' +
        `Failed to create an endpoint with the custom subdomain '${domain}' for the account '${account}'.\n` +
        "This account is on the 'Free' plan.",
    ),
  notReserved: (domain: string, account: string) =>
    new Refusal(
      'ERR_NGROK_319',
      'You must reserve a custom hostname for your account before it can be used to create endpoints.\n' +
        `Failed to create an endpoint with the domain '${domain}' for the account '${account}'.\n\n` +
        'Reserve this name on your dashboard: https://dashboard.ngrok.com/domains/new',
    ),
  reservedByOthers: (domain: string, account: string) =>
    new Refusal(
      'ERR_NGROK_320',
      'This domain is reserved for another account.\n' +
        `Failed to create an endpoint with the domain '${domain}' for the account '${account}'.`,
    ),
  cloudEndpoint: () =>
    new Refusal(
      'ERR_NGROK_18008',
      'This account does not have access to Cloud Endpoints. Upgrade or switch to a pay-as-you-go plan for access.',
    ),
  notInternal: (url: string) =>
    new Refusal(
      'ERR_NGROK_9029',
      `Failed to start endpoint with URL '${url}'. Endpoints with a "internal" binding must have a url that ends in ".internal".`,
    ),
  alreadyOnline: (url: string) =>
    new Refusal(
      'ERR_NGROK_334',
      `The endpoint '${url}' is already online. Either\n1. stop your existing endpoint first, or\n` +
        '2. start both endpoints with `--pooling-enabled` to load balance between them.',
    ),
};

const PLAIN_WORDS: Readonly<Record<string, string>> = {
  ERR_NGROK_102: 'The last payment for the account failed. The account has been suspended.',
  ERR_NGROK_103:
    'The account has been suspended.\nThis is usually the result of violating the ngrok Terms of Service.',
  ERR_NGROK_105: refusals.tokenMalformed('TOKEN').message,
  ERR_NGROK_107: refusals.tokenInvalid('TOKEN').message,
  ERR_NGROK_108: refusals.tooManySessions(3).message,
  ERR_NGROK_121:
    'Your agent version is too old. The minimum supported agent version for your account is "3.22.0".',
  ERR_NGROK_313: refusals.customSubdomain('DOMAIN', 'ACCOUNT').message,
  ERR_NGROK_319: refusals.notReserved('DOMAIN', 'ACCOUNT').message,
  ERR_NGROK_320: refusals.reservedByOthers('DOMAIN', 'ACCOUNT').message,
  ERR_NGROK_334: refusals.alreadyOnline('URL').message,
  ERR_NGROK_338: 'The account has been suspended.',
  ERR_NGROK_348: 'Your account is limited to 3 sessions.',
};

/** A refusal by its code alone. */
export function refusalByCode(code: string, message = PLAIN_WORDS[code]): Refusal {
  if (message === undefined) throw new NotInStandIn(`ngrok's words for ${code}; say them`);
  return new Refusal(code, message);
}
