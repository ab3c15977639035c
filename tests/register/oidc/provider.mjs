// A real OpenID provider (npm oidc-provider) on a loopback port, with a form for a name and a password; and a browser that is nothing but HTTP and cookies.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { once } from 'node:events';
import Provider from 'oidc-provider';

export const people = {
  ana: { password: 'correct horse', name: 'Ana Pérez', email: 'ana@example.org', acr: 'urn:example:gold' },
  luis: { password: 'battery staple', name: 'Luis Soto', email: 'luis@example.org', acr: 'urn:example:tin' },
};

/** Private keys of a provider; each call makes other ones. */
export function makeKeys() {
  const name = randomBytes(4).toString('hex');
  const key = (type, options, more) => ({ ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }), use: 'sig', ...more });
  return {
    keys: [key('rsa', { modulusLength: 2048 }, { kid: `rsa-${name}` }), key('ec', { namedCurve: 'P-256' }, { kid: `ec-${name}`, alg: 'ES256' })],
  };
}

/** `{url, restart(keys), stop()}`. The clients come as a function of the address, since they may name it. */
export async function startProvider({ clients, keys = makeKeys(), tls = null }) {
  let answer = null;
  const server = tls ? https.createServer(tls, (...both) => answer(...both)) : http.createServer((...both) => answer(...both));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${server.address().port}`;
  const cookieKeys = [randomBytes(16).toString('hex')];
  const restart = (withKeys) => {
    const provider = new Provider(url, configuration(clients, withKeys, cookieKeys));
    const callback = provider.callback();
    answer = (request, response) => (request.url.startsWith('/interaction/') ? interact(provider, request, response) : callback(request, response));
  };
  restart(keys);
  const stop = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { url, restart, stop };
}

function configuration(clients, jwks, cookieKeys) {
  return {
    clients,
    jwks,
    cookies: { keys: cookieKeys },
    acrValues: ['urn:example:gold', 'urn:example:tin'],
    claims: { openid: ['sub'], acr: null, auth_time: null, sid: null, profile: ['name'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256'] },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    pkce: { required: () => true, methods: ['S256'] },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    async findAccount(_, id) {
      const person = people[id];
      return person && { accountId: id, claims: () => ({ sub: id, name: person.name, email: person.email, email_verified: true }) };
    },
    // Our own client needs nobody's consent.
    async loadExistingGrant(context) {
      const { provider, client, session } = context.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  };
}

/** The login form of the provider. */
async function interact(provider, request, response) {
  try {
    const { uid, prompt } = await provider.interactionDetails(request, response);
    const form = (notice) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(`<form method="post" action="/interaction/${uid}"><p>${prompt.name} ${notice}</p><input name="login"><input name="password" type="password"></form>`);
    };
    if (request.method === 'GET') return form('');
    const parts = [];
    for await (const part of request) parts.push(part);
    const values = new URLSearchParams(Buffer.concat(parts).toString());
    if (values.has('cancel')) return await provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'they went away' });
    const person = people[values.get('login')];
    if (!person || person.password !== values.get('password')) return form('wrong');
    return await provider.interactionFinished(request, response, { login: { accountId: values.get('login'), acr: person.acr, amr: ['pwd'] } });
  } catch (error) {
    response.writeHead(500);
    return response.end(String(error));
  }
}

/** Keeps cookies by name and path, follows redirects, fills in forms. */
export class Browser {
  cookies = new Map();

  /** One exchange: `{status, location, text}`. */
  async ask(url, { form = null, ca } = {}) {
    const { protocol, pathname } = new URL(url);
    const fitting = [...this.cookies.values()].filter(({ path }) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`));
    const headers = { cookie: fitting.map(({ name, value }) => `${name}=${value}`).join('; ') };
    if (form) headers['content-type'] = 'application/x-www-form-urlencoded';
    const sent = (protocol === 'https:' ? https : http).request(url, { method: form ? 'POST' : 'GET', headers, ca });
    sent.end(form ? new URLSearchParams(form).toString() : undefined);
    const [response] = await once(sent, 'response');
    const parts = [];
    for await (const part of response) parts.push(part);
    for (const cookie of response.headers['set-cookie'] ?? []) this.keep(cookie);
    return { status: response.statusCode, location: response.headers.location && new URL(response.headers.location, url).href, text: Buffer.concat(parts).toString() };
  }

  keep(cookie) {
    const [pair, ...attributes] = cookie.split(/;\s*/);
    const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    const path = attributes.find((text) => /^path=/i.test(text))?.slice(5) ?? '/';
    const expires = attributes.find((text) => /^expires=/i.test(text))?.slice(8);
    if (value === '' || (expires && new Date(expires) < new Date())) this.cookies.delete(`${name} ${path}`);
    else this.cookies.set(`${name} ${path}`, { name, value, path });
  }

  /** From `url` on until the address begins with `until`; its forms are filled in by `fill(page)`, which gives the values. Gives the address. */
  async walk(url, { until, fill, ca }) {
    let options = { ca };
    for (let steps = 0; steps < 15; ++steps) {
      const page = await this.ask(url, options);
      options = { ca };
      if (page.location) {
        url = page.location;
        if (url.startsWith(until)) return url;
        continue;
      }
      const action = /<form[^>]* action="([^"]+)"/.exec(page.text);
      if (page.status !== 200 || !action) throw new Error(`${page.status} at ${url}: ${page.text.slice(0, 500)}`);
      url = new URL(action[1], url).href;
      options = { ca, form: fill(page.text) };
    }
    throw new Error('no end of redirects and forms');
  }
}
