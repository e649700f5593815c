/**
 * Where an http stage may connect to.
 *
 * 1. A name is checked by the addresses that it resolves to, and the connection uses exactly these addresses: there is
 *    no second resolution that could differ (DNS rebinding).
 * 2. A name with one forbidden address among several is forbidden.
 * 3. Every redirect is checked like the first URL.
 */
import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Config } from '../../model/config.ts';

type Rules = Config['http'];

/** Error of a connection that is not allowed; its message is for the user. */
export class ForbiddenHost extends Error {
  override readonly name = 'ForbiddenHost';
}

interface Refusal {
  readonly why: string;
  readonly hint?: string;
}

/** Names that always mean this machine. @source RFC 6761, section 6.3. */
const IS_THIS_MACHINE = /(?:^|\.)localhost$/;

const inConfig = (key: string): string =>
  `add the host to ${key} in pipeline-runner.config.yaml to allow the stage to call it`;
export const PRIVATE_HINT = inConfig('http.allow_private');

/** @returns why the URL may not be called, or null. Names are checked again when they are resolved. */
export function refusalOf(url: URL, rules: Rules): Refusal | null {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { why: `${url.protocol} is neither http: nor https:` };
  if (isExempt(url, rules)) return null;
  const host = hostOf(url);
  // Before the allow-list: otherwise a private host that is added to it would be refused as private afterwards.
  if (IS_THIS_MACHINE.test(host)) return { why: privateMessage(host, '127.0.0.1'), hint: PRIVATE_HINT };
  const isPrivate = isIP(host) !== 0 && isPrivateAddress(host);
  if (isPrivate) return { why: privateMessage(host, host), hint: PRIVATE_HINT };
  if (rules.allowHosts === null || rules.allowHosts.some((pattern) => matches(host, pattern))) return null;
  return { why: `"${host}" is not among the hosts of http.allow_hosts`, hint: inConfig('http.allow_hosts') };
}

/** Resolves names for one connection. */
export function guardedLookup(url: URL, rules: Rules): LookupFunction {
  if (isExempt(url, rules)) return lookup;
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const forbidden = addresses?.find(({ address }) => isPrivateAddress(address));
      const [first] = addresses ?? [];
      if (error) callback(error, '', 0);
      else if (forbidden) callback(new ForbiddenHost(privateMessage(hostname, forbidden.address)), '', 0);
      else if (options.all) callback(null, addresses);
      else callback(null, first?.address ?? '', first?.family);
    });
  };
}

const privateMessage = (host: string, address: string): string =>
  host === address
    ? `${address} is an address of this machine or of a private network`
    : `"${host}" resolves to ${address}, an address of this machine or of a private network`;

/** Does the config allow it, as `host` or `host:port`? */
function isExempt(url: URL, { allowPrivate }: Rules): boolean {
  const host = hostOf(url);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const names = [host, `${host}:${port}`, url.hostname, `${url.hostname}:${port}`];
  return allowPrivate.some((allowed) => names.includes(allowed.toLowerCase()));
}

/** Lower case, without the brackets of IPv6 and the dot of a fully qualified name. */
function hostOf(url: URL): string {
  return url.hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

/** `api.example.org`, or `*.example.org` for all names below it. */
function matches(host: string, pattern: string): boolean {
  const wanted = pattern.toLowerCase();
  return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) : host === wanted;
}

/** @source IANA special-purpose address registries (RFC 6890 and later). */
const PRIVATE_V4 = `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
  192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`;
/** Including all that embed an IPv4 address: 6to4, Teredo, NAT64, IPv4-compatible and -translated. */
const PRIVATE_V6 = `::/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16
  fc00::/7 fe80::/10 fec0::/10 ff00::/8`;

const blocked = new BlockList();
for (const [family, list] of [
  ['ipv4', PRIVATE_V4],
  ['ipv6', PRIVATE_V6],
] as const) {
  for (const range of list.split(/\s+/)) {
    const [address = '', bits = ''] = range.split('/');
    blocked.addSubnet(address, Number(bits), family);
  }
}

/** True also for text that is not an address. */
export function isPrivateAddress(address: string): boolean {
  const [plain = ''] = address.split('%');
  const family = isIP(plain);
  if (family === 4) return blocked.check(plain, 'ipv4');
  // The list itself recognises ::ffff:10.0.0.1 in any spelling.
  return family === 6 ? blocked.check(plain, 'ipv6') : true;
}
