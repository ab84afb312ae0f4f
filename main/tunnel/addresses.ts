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

/** What stands before `/hook/…` in a public address; the hook path may be given with it. Throws TUNNEL_URL_WRONG. */
export function readPublicUrl(text: string): string {
  const url = URL.parse(text.trim());
  const isUsable =
    url !== null &&
    ['https:', 'http:'].includes(url.protocol) &&
    `${url.username}${url.password}${url.search}${url.hash}` === '';
  if (!isUsable) throw new RollcallError('TUNNEL_URL_WRONG');
  const path = url.pathname.replace(/(\/hook\/[\w-]{16,128})?\/*$/, '');
  return `${url.origin}${path}`;
}
