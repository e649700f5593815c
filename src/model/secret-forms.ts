/** How the value of a secret looks where somebody has put it into something else. Pure. */

/** Lines of a longer value that are looked for by themselves. */
const LEAST_LINE = 16;

/**
 * As it is, escaped for JSON, encoded for a URL, in base64 at any offset, in hexadecimal; each long line of a value of
 * several lines also by itself.
 */
export function secretForms(secret: string): readonly string[] {
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= LEAST_LINE && !line.startsWith('-----'));
  return [...new Set([secret, ...lines])].flatMap((value) => {
    const bytes = Buffer.from(value, 'utf8');
    const url = encodeURIComponent(value.toWellFormed());
    const json = JSON.stringify(value).slice(1, -1);
    const asciiJson = json.replaceAll(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
    const hex = bytes.toString('hex');
    const texts = [value, json, asciiJson, json.replaceAll('/', '\\/'), url, url.replaceAll('%20', '+')];
    const lower = url.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
    return [...texts, lower, hex, hex.toUpperCase(), ...base64Forms(bytes)];
  });
}

/** Inside a longer text that is encoded, a value looks different for each remainder of its position by 3. */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    // Only characters that no neighbour has a part in.
    const inner = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
