/** The forms that the value of a secret can take inside other text. Pure. */
import { jsonEscape } from './json.ts';

/** Shorter values occur in ordinary text. */
export const LEAST_CHARACTERS = 6;
/** Lines of a value that are at least this long are searched on their own. */
const LEAST_LINE = 16;

/** Characters besides letters and digits that stay unescaped in a URL: JavaScript, RFC 3986, Python, Java, PHP. */
const PLAIN_IN_URLS = ["-_.!~*'()", '-_.~', '-_.~/', '-_.*', '-_.', "-_.!~*'();,/?:@&=+$#"];

/**
 * As it is, without the spaces around it, escaped for JSON (once, and in a string of JSON inside of JSON), encoded for
 * a URL, in base64 at any offset, in hexadecimal; each long line of a value of several lines also by itself.
 */
export function secretForms(secret: string): readonly string[] {
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= LEAST_LINE && !line.startsWith('-----'));
  const trimmed = secret.trim().length >= LEAST_CHARACTERS ? [secret.trim()] : [];
  const forms = [...new Set([secret, ...trimmed, ...lines])].flatMap((value) => {
    const bytes = Buffer.from(value, 'utf8');
    const json = escapedForJson(value);
    const asciiJson = json.replaceAll(/[^\0-\x7f]/g, jsonEscape);
    const hex = bytes.toString('hex');
    const texts = [value, json, asciiJson, json.replaceAll('/', '\\/'), escapedForJson(json)];
    return [...texts, ...urlForms(value), hex, hex.toUpperCase(), ...base64Forms(bytes)];
  });
  return [...new Set(forms)];
}

const escapedForJson = (text: string): string => JSON.stringify(text).slice(1, -1);

function urlForms(value: string): readonly string[] {
  const all = encodeURIComponent(value.toWellFormed()).replaceAll(/[-_.!~*'()]/g, escapedForUrl);
  return PLAIN_IN_URLS.flatMap((plain) => {
    const url = [...plain].reduce((text, sign) => text.replaceAll(escapedForUrl(sign), sign), all);
    const lower = url.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
    return [url, url.replaceAll('%20', '+'), lower, lower.replaceAll('%20', '+')];
  });
}

const escapedForUrl = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;

/** Inside a longer encoded text, the form of a value depends on its position modulo 3. */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    // Only characters that do not depend on neighbouring bytes.
    const inner = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
