// What comes from a provider of identities that lies, or from somebody in its place, over HTTP: forged, late, replayed and foreign tokens open no session; and
// nobody is led off the site.
import assert from 'node:assert/strict';
import { createHash, createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { invite, join, trustProvider } from './register_office.mjs';
import { prepareWorkspace, startSite } from './site.mjs';
import { Visitor } from './visitor.mjs';

const port = 20000 + Math.floor(Math.random() * 20000);
const own = generateKeyPairSync('rsa', { modulusLength: 2048 }), others = generateKeyPairSync('rsa', { modulusLength: 2048 });
let space, site, provider, issuer, makeToken;

const encode = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const sign = (head, claims, key = own.privateKey) => {
  const text = `${encode(head)}.${encode(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`;
};
const head = { alg: 'RS256', kid: 'one', typ: 'JWT' };
const claims = (nonce, more = {}) => {
  const now = Math.floor(Date.now() / 1000);
  return { iss: issuer, aud: 'atalaya', sub: 'ana', nonce, iat: now, exp: now + 300, acr: 'urn:example:gold', auth_time: now, name: 'Ana', email: 'ana@example.org', email_verified: true, ...more };
};
const good = (nonce) => sign(head, claims(nonce));

before(async () => {
  space = prepareWorkspace();
  provider = http.createServer(async (request, response) => {
    const send = (value) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (request.url === '/.well-known/openid-configuration') {
      return send({ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys`, response_types_supported: ['code'], subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'], code_challenge_methods_supported: ['S256'], token_endpoint_auth_methods_supported: ['client_secret_basic'] });
    }
    if (request.url === '/keys') return send({ keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] });
    let body = '';
    for await (const part of request) body += part;
    const verifier = new URLSearchParams(body).get('code_verifier') ?? '';
    return send({ access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: makeToken(verifier) });
  });
  provider.listen(0, '127.0.0.1');
  await once(provider, 'listening');
  issuer = `http://127.0.0.1:${provider.address().port}`;
  trustProvider(space, 'liar', issuer);
  site = await startSite({ workspace: space.path, port });
});
after(async () => {
  await site?.stop();
  provider?.closeAllConnections();
  provider?.close();
  space?.remove();
});

/** Begins a login and gives what the browser would carry to the provider. */
async function begin(visitor, back = '/en/register/desk', from = '/en/register/login') {
  await visitor.get(from);
  const { status, html, headers } = await visitor.post('/en/register/login/begin', { provider: 'liar', back });
  assert.equal(status, 200, html);
  return new URL(/url=(\S+)$/.exec(headers.get('refresh'))[1]).searchParams;
}
const finish = (visitor, asked, more = {}) => visitor.get(`/en/register/login/liar?${new URLSearchParams({ code: 'c', state: asked.get('state'), ...more })}`);
const isIn = async (visitor) => (await visitor.get('/en/register/desk')).status === 200;

test('the good token takes an invitation, and leads back to this site alone', async () => {
  const visitor = new Visitor(site.url), invitation = `/en/register/invitations/${invite(space, 'focal_point', 'URY')}`;
  const asked = await begin(visitor, invitation, invitation);
  makeToken = (verifier) => {
    assert.equal(createHash('sha256').update(verifier).digest('base64url'), asked.get('code_challenge'), 'PKCE');
    return good(asked.get('nonce'));
  };
  const done = await finish(visitor, asked);
  assert.deepEqual([done.status, done.location], [303, '/en/register/desk'], done.html);
  assert.ok(await isIn(visitor));
  for (const back of ['https://evil.example/', '//evil.example', '/\\evil.example', '/en/register/\r\nLocation: https://evil.example', '/en/register//evil.example', '/en/register/../../evil', '/en/register/%2E%2e/%2e%2e/evil']) {
    const again = new Visitor(site.url), wanted = await begin(again, back);
    makeToken = () => good(wanted.get('nonce'));
    assert.equal((await finish(again, wanted)).location, '/en/register/desk', back);
  }
});

test('forged, late, foreign and replayed tokens open nothing', async () => {
  const secret = own.publicKey.export({ format: 'pem', type: 'spki' });
  const hmac = (key, nonce) => {
    const text = `${encode({ alg: 'HS256', kid: 'one' })}.${encode(claims(nonce))}`;
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  };
  const now = () => Math.floor(Date.now() / 1000);
  let before;
  const lies = {
    'another key': (nonce) => sign(head, claims(nonce), others.privateKey),
    'another key, which it brings itself': (nonce) => sign({ ...head, jwk: others.publicKey.export({ format: 'jwk' }), kid: 'two' }, claims(nonce), others.privateKey),
    'a key from elsewhere': (nonce) => sign({ ...head, jku: 'https://evil.example/keys', kid: 'two' }, claims(nonce), others.privateKey),
    'no signature': (nonce) => `${encode({ alg: 'none' })}.${encode(claims(nonce))}.`,
    'no signature, in capitals': (nonce) => `${encode({ alg: 'NONE', kid: 'one' })}.${encode(claims(nonce))}.`,
    'the public key as a secret': (nonce) => hmac(secret, nonce),
    'the client\'s secret': (nonce) => hmac('s3cret', nonce),
    'other claims under a good signature': (nonce) => [encode(head), encode(claims(nonce, { sub: 'root' })), good(nonce).split('.')[2]].join('.'),
    'another issuer': (nonce) => sign(head, claims(nonce, { iss: 'https://evil.example' })),
    'the issuer with a slash': (nonce) => sign(head, claims(nonce, { iss: `${issuer}/` })),
    'another audience': (nonce) => sign(head, claims(nonce, { aud: 'someone-else' })),
    'several audiences, for another party': (nonce) => sign(head, claims(nonce, { aud: ['atalaya', 'other'], azp: 'other' })),
    'too late': (nonce) => sign(head, claims(nonce, { iat: now() - 7200, exp: now() - 3600 })),
    'without an end': (nonce) => sign(head, { ...claims(nonce), exp: undefined }),
    'from the future': (nonce) => sign(head, claims(nonce, { iat: now() + 7200, exp: now() + 9000 })),
    'another login': () => good('n'.repeat(43)),
    'without a login': () => sign(head, { ...claims(''), nonce: undefined }),
    'the token of the login before': () => before,
    'without a person': (nonce) => sign(head, { ...claims(nonce), sub: undefined }),
    'no token': () => 'a.b.c',
    'a huge token': (nonce) => sign(head, claims(nonce, { name: 'x'.repeat(200_000) })),
  };
  for (const [name, lie] of Object.entries(lies)) {
    const visitor = new Visitor(site.url), asked = await begin(visitor);
    before ??= good(asked.get('nonce'));
    makeToken = name === 'the token of the login before' ? () => before : () => lie(asked.get('nonce'));
    const answer = await finish(visitor, asked);
    assert.ok(answer.status >= 400, `${name}: ${answer.status}`);
    assert.ok(!(await isIn(visitor)), name);
    assert.ok(!answer.html.includes('s3cret') && !answer.html.includes('ana@example.org'), `${name}: nothing of the secret or the person is told`);
  }
  const visitor = new Visitor(site.url), asked = await begin(visitor);
  makeToken = () => good(asked.get('nonce'));
  assert.equal((await finish(visitor, asked)).status, 303, 'and the true one still does');
});

test('an answer is good once, and in the browser that asked', async () => {
  const asking = new Visitor(site.url), other = new Visitor(site.url);
  const asked = await begin(asking);
  makeToken = () => good(asked.get('nonce'));
  await other.get('/en/register/login');
  assert.equal((await finish(other, asked)).status, 422, 'another browser');
  assert.ok(!(await isIn(other)));
  const again = await begin(asking);
  makeToken = () => good(again.get('nonce'));
  assert.equal((await finish(asking, again)).status, 303);
  const replay = new Visitor(site.url);
  await replay.get('/en/register/login');
  assert.equal((await finish(replay, again)).status, 422, 'a second time');
  for (const state of ['', 'x', 'a'.repeat(52), asked.get('state')]) assert.equal((await new Visitor(site.url).get(`/en/register/login/liar?code=c&state=${state}`)).status, 422);
});

test('a form is of its session: neither another\'s token nor that from before the login does anything', async () => {
  const secretariat = await join(space, site.url, 'secretariat');
  const mallory = new Visitor(site.url);
  const csrf = /name="csrf" value="([^"]+)"/.exec((await mallory.get('/en/register/login')).html)[1];
  for (const token of [csrf, '', 'a'.repeat(52)]) {
    assert.equal((await secretariat.post('/en/register/organisations', { csrf: token, name: 'Forged', country: '' })).status, 422);
  }
  await secretariat.get('/en/register/people');
  const plain = await fetch(`${site.url}/en/register/organisations`, { method: 'POST', headers: { 'content-type': 'text/plain', cookie: secretariat.cookies().map(({ name, value }) => `${name}=${value}`).join('; ') }, body: 'csrf=x&name=Forged' });
  assert.equal(plain.status, 415, 'what a form of another site can send as text');
  assert.equal((await fetch(`${site.url}/en/register/people`, { headers: { origin: 'https://evil.example' } })).headers.get('access-control-allow-origin'), null);
  assert.ok(!(await secretariat.get('/en/register/people')).html.includes('Forged'));
});

test('a session that was fixed beforehand is none', async () => {
  const visitor = new Visitor(site.url);
  for (const value of ['a'.repeat(52), '', '../../x', 'a\u0000b'.replace('\u0000', '%00')]) {
    const answer = await fetch(`${site.url}/en/register/login`, { headers: { cookie: `atalaya-session=${value}; atalaya-visit=${value}` } });
    for (const line of answer.headers.getSetCookie()) {
      assert.ok(!line.includes(`=${value};`) || value === '' || /Max-Age=0/.test(line) || value === 'a'.repeat(52) && line.startsWith('atalaya-visit='), line);
      assert.match(line, /HttpOnly/);
      assert.match(line, /SameSite=Lax/);
    }
  }
  const asked = await begin(visitor), fixed = visitor.cookies().map(({ value }) => value);
  makeToken = () => good(asked.get('nonce'));
  assert.equal((await finish(visitor, asked)).status, 303);
  assert.ok(visitor.cookies().filter(({ name }) => name === 'atalaya-session').every(({ value }) => !fixed.includes(value)), 'the login gives another token');
  assert.equal((await fetch(`${site.url}/en/register/desk`, { redirect: 'manual', headers: { cookie: `atalaya-session=${fixed[0]}` } })).status, 303, 'that of before is no session');
});
