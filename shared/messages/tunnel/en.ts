import type { ErrorDetails } from '../../errors.ts';
import type { TUNNEL_ERROR_CODES } from '../../tunnel-errors.ts';

type Sentence = (details: ErrorDetails) => string;

export type TunnelSentences = Readonly<Record<(typeof TUNNEL_ERROR_CODES)[number], Sentence>>;

export const tunnelEn: TunnelSentences = {
  TUNNEL_TOKEN_MISSING: () =>
    'ngrok needs your authtoken. Copy it from dashboard.ngrok.com > Your Authtoken and enter it in Rollcall.',
  TUNNEL_TOKEN_WRONG: () =>
    'ngrok does not accept the authtoken: it was reset, revoked or not copied whole. Copy it again from dashboard.ngrok.com > Your Authtoken.',
  TUNNEL_TOKEN_NOT_ALLOWED: () =>
    'This authtoken may not be used for this domain. Use another authtoken of the account, or change its ACL in the ngrok dashboard.',
  TUNNEL_DOMAIN_WRONG: () =>
    'This is not a domain that ngrok can use. Copy it from dashboard.ngrok.com > Domains, without https:// and without a path.',
  TUNNEL_DOMAIN_NOT_YOURS: (d) =>
    `The domain ${d.domain} belongs to another ngrok account. Enter the authtoken of that account, or choose a domain of yours.`,
  TUNNEL_DOMAIN_NOT_RESERVED: (d) =>
    `The ngrok account has no domain ${d.domain}. Open dashboard.ngrok.com > Domains, and enter in Rollcall the one that stands there.`,
  TUNNEL_DOMAIN_ELSEWHERE: (d) =>
    `The domain ${d.domain} is kept for another ngrok region. Choose a domain of your account that works everywhere.`,
  TUNNEL_DOMAIN_MISSING: () =>
    'Enter the domain of your cloud endpoint at ngrok: Rollcall needs it to know where Mixpanel calls.',
  TUNNEL_URL_MISSING: () =>
    'Enter the public address of your own tunnel, for example https://hooks.example.com.',
  TUNNEL_URL_WRONG: () =>
    'This is not a public address. It begins with https:// and has neither a password nor a question mark in it.',
  TUNNEL_URL_OWN: () =>
    'This address leads here only from this computer, so Mixpanel does not get through. Enter the public address of your tunnel or proxy.',
  TUNNEL_URL_PRIVATE: (d) =>
    `${d.host} can be reached only from this computer or its network, so Mixpanel does not get through. Enter the public address of your tunnel or proxy.`,
  TUNNEL_FILE_UNREADABLE: (d) =>
    `The file ${d.path} with the certificate of your ngrok server can't be read. Check ROLLCALL_NGROK_CA.`,
  TUNNEL_DOMAIN_IN_USE: (d) =>
    `The domain ${d.domain} is in use by another ngrok or Rollcall. Close that one; Rollcall takes over as soon as the domain is free.`,
  TUNNEL_DOMAIN_HELD: (d) =>
    `ngrok still holds ${d.domain} for the connection that broke and lets go of it within a minute. Rollcall is waiting for that.`,
  TUNNEL_TOO_MANY_SESSIONS: () =>
    'The ngrok account allows no further connection. Close ngrok on another computer, or end an agent under dashboard.ngrok.com > Agents.',
  TUNNEL_TOO_OFTEN: () =>
    'ngrok asks for a break: too much was started or sent in a short time. Rollcall tries again by itself.',
  TUNNEL_MONTH_USED_UP: () =>
    "The ngrok account has used up this month's allowance. Choose a larger plan under dashboard.ngrok.com > Billing, or wait for next month.",
  TUNNEL_ACCOUNT_UNPAID: () =>
    'The ngrok account is suspended, as its last payment failed. Update the payment under dashboard.ngrok.com > Billing.',
  TUNNEL_ACCOUNT_SUSPENDED: () =>
    'ngrok has suspended this account. Write to support@ngrok.com, or use another account.',
  TUNNEL_EMAIL_UNVERIFIED: () =>
    'ngrok wants your email address verified first. Follow the link in its mail, or ask for a new one under dashboard.ngrok.com > Settings.',
  TUNNEL_ADDRESS_NOT_ALLOWED: () =>
    'The ngrok account does not allow connections from this network. Ask its owner to add your IP address under IP Restrictions.',
  TUNNEL_SERVER_NOT_ALLOWED: () =>
    'The ngrok account may not use this ngrok server. Leave ROLLCALL_NGROK_SERVER out, or ask who runs the server.',
  TUNNEL_TOO_OLD: () =>
    'ngrok no longer accepts the version that comes with this Rollcall. Install the newest Rollcall.',
  TUNNEL_REFUSED: (d) =>
    `ngrok refused the connection (${d.raw}). What it means stands at ngrok.com/docs/errors.`,
  TUNNEL_DOMAIN_CHANGED: (d) =>
    `ngrok offers ${d.given}, but Mixpanel was given ${d.domain}. Rollcall did not take the new address; check the domain of your account.`,
  TUNNEL_STOPPED_THERE: () =>
    'The tunnel was stopped at ngrok, in its dashboard or by an administrator. Rollcall is opening it again.',
  TUNNEL_OFFLINE: () =>
    'This computer has no connection to the internet. Rollcall goes on by itself as soon as there is one.',
  TUNNEL_NAME_UNKNOWN: (d) =>
    `The name ${d.host} can't be looked up. Check the internet connection; a company network may block it.`,
  TUNNEL_BLOCKED: (d) =>
    `There is no way through to ${d.host}. The network or a firewall blocks it: ask for this address to be allowed, or try another network.`,
  TUNNEL_INTERCEPTED: (d) =>
    `Something on the way to ${d.host} answers in its place: a company proxy that reads encrypted traffic, or a Wi-Fi that wants you to sign in. Sign in, or have this address exempted.`,
  TUNNEL_CLOCK_WRONG: () =>
    "This computer's clock is wrong, so encrypted connections fail. Set date and time to automatic.",
  TUNNEL_TOO_SLOW: (d) =>
    `${d.host} did not answer in time. Rollcall tries again by itself; if it lasts, try another network.`,
  TUNNEL_LOST: () => 'The connection to ngrok broke. Rollcall is building a new one.',
  TUNNEL_SILENT: () => 'ngrok went silent. Rollcall is building a new connection.',
  TUNNEL_WOKE: () => 'This computer woke up. Rollcall is building a new connection.',
  TUNNEL_HELPER_FAILED: () =>
    "The part of Rollcall that talks to ngrok can't run here. Install Rollcall again; on Windows also the Microsoft Visual C++ Redistributable.",
  TUNNEL_NOT_ONLINE: () => 'The tunnel is not connected, so nothing comes through it.',
  TUNNEL_ENDPOINT_OFFLINE: () =>
    'ngrok says that nobody is connected under this address. Choose Try now; check that the domain is the one of your account.',
  TUNNEL_LEADS_ELSEWHERE: (d) =>
    `The public address answers (${d.status}), but not from this Rollcall. Point your tunnel or proxy at the receiver's address, path included, and let nothing in front ask for a login.`,
  TUNNEL_NGROK_ELSEWHERE: (d) =>
    `${d.host} answers (${d.status}), but not from this Rollcall. Look under Endpoints in ngrok's dashboard whether something else uses this domain or a traffic policy stands in front.`,
  TUNNEL_CLOUD_MISSING: (d) =>
    `ngrok has no cloud endpoint for ${d.domain} yet. Create it in ngrok's dashboard with Rollcall's policy, then choose Try now.`,
  TUNNEL_CLOUD_ELSEWHERE: (d) =>
    `The cloud endpoint ${d.domain} at ngrok answers (${d.status}), but does not lead to this Rollcall. Paste Rollcall's policy into it once more, then choose Try now.`,
  TUNNEL_CLOUD_OUTDATED: (d) =>
    `The traffic policy at ngrok for ${d.domain} is that of an earlier Rollcall and turns away more than it should. Copy the policy from Connect and paste it into the cloud endpoint once more.`,
  TUNNEL_RECEIVER_SILENT: () =>
    "Rollcall's own receiver does not answer on this computer. Close Rollcall and open it again.",
};
