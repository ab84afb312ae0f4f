import { RollcallError } from '../../shared/errors.ts';

const DOMAIN =
  /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;

/** A domain as ngrok takes it; what a person copies may have `https://` before it. Throws TUNNEL_DOMAIN_WRONG. */
export function readDomain(text: string): string {
  const domain = text
    .trim()
    .toLowerCase()
    .replace(/^https:\/\//, '')
    .replace(/\/$/, '');
  // A name inside the ngrok account: nobody else can call it.
  if (!DOMAIN.test(domain) || domain.endsWith('.internal'))
    throw new RollcallError('TUNNEL_DOMAIN_WRONG');
  return domain;
}

export interface AddressRules {
  /** The receiver's own address, which leads here from nowhere else; null: not known. */
  readonly receiverOrigin: string | null;
  /** Whether Mixpanel can reach a host at all. */
  readonly isPublic: (host: string) => boolean;
}

/**
 * What stands before `/hook/…` in a public address; the hook path may be given with it. Members never cross a network
 * unencrypted, so that it begins with https. Throws TUNNEL_URL_WRONG, TUNNEL_URL_OWN, TUNNEL_URL_PRIVATE.
 */
export function readPublicUrl(text: string, { receiverOrigin, isPublic }: AddressRules): string {
  const url = URL.parse(text.trim());
  const isUsable =
    url !== null &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && isHere(url))) &&
    `${url.username}${url.password}${url.search}${url.hash}` === '';
  if (!isUsable) throw new RollcallError('TUNNEL_URL_WRONG');
  const isOwn = receiverOrigin !== null && url.port === new URL(receiverOrigin).port;
  if (isOwn && isHere(url)) throw new RollcallError('TUNNEL_URL_OWN');
  if (!isPublic(url.host)) throw new RollcallError('TUNNEL_URL_PRIVATE', { host: url.host });
  const path = url.pathname.replace(/(\/hook\/[\w-]{16,128})?\/*$/, '');
  return `${url.origin}${path}`;
}

function isHere({ hostname }: URL): boolean {
  return /^(localhost|.+\.localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}
