// Somebody who uses the register by HTTP alone: keeps cookies, reads forms out of pages and sends them.
import { createHmac } from 'node:crypto';

/** The code that an authenticator shows (RFC 6238). */
export function oneTimeCode(secret, at = Date.now()) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
  const hash = createHmac('sha1', key).update(step).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}

const entities = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
const plain = (text) => text.replace(/&(?:lt|gt|quot|amp|#39);/g, (entity) => entities[entity]);

/** What the page's inputs of the type hidden and text hold, by name. */
export function inputs(html) {
  const out = {};
  for (const [tag] of html.matchAll(/<input [^>]*>/g)) {
    const attribute = (name) => plain(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
    if (!/ type="(radio|checkbox)"/.test(tag)) out[attribute('name')] = attribute('value');
  }
  return out;
}

export class Visitor {
  #cookies = new Map();
  #csrf = '';

  constructor(site) {
    this.site = site;
  }

  async #ask(path, options = {}) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, this.site), { redirect: 'manual', ...options, headers: { cookie, ...options.headers } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      this.#cookies.set(name, value);
    }
    const bytes = Buffer.from(await response.arrayBuffer());
    const html = bytes.toString('utf8');
    this.#csrf = inputs(html).csrf ?? this.#csrf;
    return { status: response.status, location: response.headers.get('location'), headers: response.headers, html, bytes };
  }

  get(path, headers = {}) {
    return this.#ask(path, { headers });
  }

  /** Sends a form with the token of the page seen last; a list of values is a field that stands there several times. */
  post(path, fields, headers = {}) {
    const pairs = Object.entries({ csrf: this.#csrf, ...fields }).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
    return this.#ask(path, { method: 'POST', headers, body: new URLSearchParams(pairs) });
  }

  /** The same with a file, as `{name, type, bytes}`. */
  upload(path, fields, field, file) {
    const body = new FormData();
    for (const [name, value] of Object.entries({ csrf: this.#csrf, ...fields })) body.append(name, value);
    body.append(field, new Blob([file.bytes], { type: file.type ?? 'application/octet-stream' }), file.name);
    return this.#ask(path, { method: 'POST', body });
  }

  /** Its session, for a browser that goes on as the same person. */
  cookies() {
    return [...this.#cookies].map(([name, value]) => ({ name, value, url: String(this.site) }));
  }

  /** Another window of the same person. */
  again() {
    const out = new Visitor(this.site);
    out.#cookies = new Map(this.#cookies);
    return out;
  }

  /** An account from an invitation, with a one-time code where the role needs one. */
  async join(invitation, { withCode = false, name = 'Somebody' } = {}) {
    await this.get(`/en/register/invitations/${invitation}`);
    await this.post(`/en/register/invitations/${invitation}`, { name, password: 'a long enough sentence' });
    await this.get('/en/register/account');
    if (!withCode) return;
    const { html } = await this.post('/en/register/account/code', {});
    await this.post('/en/register/account/code/confirm', { code: oneTimeCode(/>([A-Z2-7]{32})</.exec(html)[1]) });
  }
}
