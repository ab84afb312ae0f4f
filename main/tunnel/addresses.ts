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

/**
 * What stands before `/hook/…` in a public address; the hook path may be given with it. Members never cross a network
 * unencrypted: plain HTTP is for a proxy on this computer. The receiver's own address, where it is known, leads here from
 * nowhere else. Throws TUNNEL_URL_WRONG, TUNNEL_URL_OWN.
 */
export function readPublicUrl(text: string, receiverOrigin: string | null = null): string {
  const url = URL.parse(text.trim());
  const isUsable =
    url !== null &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && isHere(url))) &&
    `${url.username}${url.password}${url.search}${url.hash}` === '';
  if (!isUsable) throw new RollcallError('TUNNEL_URL_WRONG');
  const isOwn = receiverOrigin !== null && url.port === new URL(receiverOrigin).port;
  if (isOwn && isHere(url)) throw new RollcallError('TUNNEL_URL_OWN');
  const path = url.pathname.replace(/(\/hook\/[\w-]{16,128})?\/*$/, '');
  return `${url.origin}${path}`;
}

function isHere({ hostname }: URL): boolean {
  return /^(localhost|.+\.localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}
