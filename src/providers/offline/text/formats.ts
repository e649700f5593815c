/** Formats of JSON Schema: checks, and texts that fit without an invented address. Pure. */
import { hashOf } from '../seed.ts';

const HEX = '[0-9a-fA-F]';
const DAY = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;
const CLOCK = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})`;

const FORMATS: Readonly<Record<string, RegExp>> = {
  date: new RegExp(`^${DAY}$`),
  time: new RegExp(`^${CLOCK}$`, 'i'),
  'date-time': new RegExp(`^${DAY}[Tt ]${CLOCK}$`, 'i'),
  duration: /^P(?!$)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/,
  uri: /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i,
  url: /^https?:\/\/[^\s<>"{}|\\^`]+$/i,
  iri: /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i,
  'uri-reference': /^[^\s<>"{}|\\^`]*$/,
  'iri-reference': /^[^\s<>"{}|\\^`]*$/,
  'uri-template': /^[^\s<>"|\\^`]*$/,
  email: /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i,
  'idn-email': /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  hostname: /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i,
  ipv4: /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/,
  ipv6: /^[0-9a-f:.]+$/i,
  uuid: new RegExp(`^(?:urn:uuid:)?${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-${HEX}{12}$`),
  'json-pointer': /^(?:\/(?:[^~/]|~[01])*)*$/,
  'relative-json-pointer': /^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^~/]|~[01])*)*)$/,
};

export const matchesFormat = (text: string, format: string): boolean => FORMATS[format]?.test(text) ?? true;

/** @param words a slug of the subject; `example.org` is reserved for examples. */
export function madeFormat(format: string, words: string, variant: number): string | null {
  const slug = `${words === '' ? 'item' : words}${variant > 0 ? `-${variant + 1}` : ''}`;
  const day = `2000-${two(1 + (Math.floor(variant / 28) % 12))}-${two(1 + (variant % 28))}`;
  const clock = `${two(Math.floor(variant / 60) % 24)}:${two(variant % 60)}:00Z`;
  const made: Readonly<Record<string, string>> = {
    date: day,
    time: clock,
    'date-time': `${day}T${clock}`,
    duration: `PT${variant + 1}M`,
    uri: `https://example.org/${slug}`,
    url: `https://example.org/${slug}`,
    iri: `https://example.org/${slug}`,
    'uri-reference': `/${slug}`,
    'iri-reference': `/${slug}`,
    'uri-template': `/${slug}/{id}`,
    email: `${slug.slice(0, 40)}@example.org`,
    'idn-email': `${slug.slice(0, 40)}@example.org`,
    hostname: `${slug.slice(0, 40).replace(/-+$/, '')}.example.org`,
    'idn-hostname': `${slug.slice(0, 40).replace(/-+$/, '')}.example.org`,
    ipv4: `192.0.2.${1 + (variant % 254)}`,
    ipv6: `2001:db8::${(variant + 1).toString(16)}`,
    uuid: uuidOf(slug),
    'json-pointer': `/${slug}`,
    'relative-json-pointer': `${variant}/${slug}`,
    regex: `^${slug}$`,
    binary: slug,
    byte: Buffer.from(slug).toString('base64'),
  };
  return made[format] ?? null;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Version 8 (RFC 9562): from our own hash, not from time or random numbers. */
function uuidOf(text: string): string {
  const hex = ['a', 'b', 'c', 'd'].map((part) => hashOf(text, part).toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
