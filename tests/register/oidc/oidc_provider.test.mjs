// The login by OpenID Connect with a provider that others have written. `OIDC_WALK` names the program of oidc_walk.cpp (ctest sets it).
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { Browser, makeKeys, people, startProvider } from './provider.mjs';

const back = 'https://observatory.example.org/login/';
const left = 'https://observatory.example.org/es';
const folder = mkdtempSync(join(tmpdir(), 'atalaya-oidc-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What the provider posts to us when somebody logs out there. */
async function startReceiver() {
  const received = [];
  const server = http.createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    received.push(new URLSearchParams(Buffer.concat(parts).toString()).get('logout_token'));
    response.writeHead(204);
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}/logout`, received, stop: () => new Promise((done) => server.close(done)) };
}

/** The program with a configuration; `say` sends a line and gives the answer. */
function startWalk(configuration) {
  const path = join(folder, `login-${Math.random()}.yaml`);
  writeFileSync(path, configuration);
  const program = spawn(process.env.OIDC_WALK, [path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  return {
    async say(...words) {
      program.stdin.write(`${words.join(' ')}\n`);
      const { value, done } = await lines.next();
      assert.ok(!done, 'the program has ended');
      return JSON.parse(value);
    },
    async stop() {
      program.stdin.end();
      const [code] = await once(program, 'exit');
      assert.equal(code, 0);
    },
  };
}

const asPerson = (name) => () => ({ login: name, password: people[name].password });

describe('a provider on this machine', () => {
  let provider, receiver, walk;
  const client = (id, more = {}) => ({
    client_id: id,
    client_secret: `secret of ${id}: +/&%`,
    redirect_uris: [back + id],
    post_logout_redirect_uris: [left],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    backchannel_logout_uri: receiver.url,
    backchannel_logout_session_required: true,
    ...more,
  });
  const entry = (id, more = '', issuer = provider.url, secret = `secret of ${id}: +/&%`) => `
- id: ${id}
  name: {en: ${id}}
  issuer: ${issuer}
  client_id: ${id}
  ${secret ? `client_secret: "${secret}"` : ''}
  scopes: [openid, profile, email]
  assurance: {acr: {"urn:example:gold": high, "urn:example:tin": substantial}}
  ${more}`;
  // One issuer is one provider of a configuration; another client of it is another configuration.
  const walkAs = (...of) => startWalk(`providers:${entry(...of)}`);

  before(async () => {
    receiver = await startReceiver();
    provider = await startProvider({
      clients: [
        client('basic'),
        client('post', { token_endpoint_auth_method: 'client_secret_post', id_token_signed_response_alg: 'ES256' }),
        client('public', { token_endpoint_auth_method: 'none', client_secret: undefined, id_token_signed_response_alg: 'PS256' }),
      ],
    });
    walk = walkAs('basic');
  });
  after(async () => {
    await walk?.stop();
    await provider?.stop();
    await receiver?.stop();
  });

  const begin = async (id, { least = 'low', again = false, returnTo = '-', as = walk } = {}) => {
    const start = await as.say('begin', id, back + id, least, again ? 'again' : '-', returnTo);
    assert.equal(start.error, undefined);
    return start;
  };
  const query = (url) => new URL(url).search.slice(1);
  const login = async (id, person, options = {}) => {
    const { as = walk, browser = new Browser() } = options;
    const start = await begin(id, options);
    const came = await browser.walk(start.url, { until: back, fill: asPerson(person) });
    return as.say('finish', start.login, query(came));
  };

  test('somebody logs in', async () => {
    const who = await login('basic', 'ana', { returnTo: '/es/register?a=b' });
    assert.deepEqual({ ...who, session: undefined }, {
      issuer: provider.url, subject: 'ana', name: 'Ana Pérez', email: 'ana@example.org', acr: '', assurance: 'low', return_to: '/es/register?a=b', session: undefined,
    });
    assert.notEqual(who.session, '');
  });

  test('other ways to show the secret, other algorithms', async () => {
    for (const of of [['post', 'algorithms: [ES256]\n  authentication: post'], ['public', 'algorithms: [PS256]', provider.url, '']]) {
      const other = walkAs(...of);
      assert.equal((await login(of[0], 'luis', { as: other })).subject, 'luis');
      await other.stop();
    }
    // The provider signs otherwise than is configured.
    const other = walkAs('post', 'authentication: post');
    const refused = await login('post', 'luis', { as: other });
    assert.equal(refused.kind, 'input');
    assert.match(refused.error, /ES256/);
    await other.stop();
  });

  test('the level that is needed', async () => {
    assert.equal((await login('basic', 'ana', { least: 'substantial' })).assurance, 'high');
    assert.equal((await login('basic', 'luis', { least: 'substantial' })).assurance, 'substantial');
    const refused = await login('basic', 'luis', { least: 'high' });
    assert.equal(refused.kind, 'conflict');
  });

  test('who is logged in at the provider is asked again where that is wished', async () => {
    const browser = new Browser();
    const never = () => assert.fail('a form');
    assert.equal((await login('basic', 'ana', { browser })).subject, 'ana');
    const silent = await begin('basic');
    const came = await browser.walk(silent.url, { until: back, fill: never });
    assert.equal((await walk.say('finish', silent.login, query(came))).subject, 'ana');
    const again = await begin('basic', { again: true });
    await assert.rejects(browser.walk(again.url, { until: back, fill: never }), /a form/);
    assert.equal((await login('basic', 'ana', { browser, again: true })).subject, 'ana');
  });

  test('a wrong password, and a person who goes away', async () => {
    const browser = new Browser();
    const start = await begin('basic');
    const tries = [{ login: 'ana', password: 'wrong' }, { login: 'nobody', password: 'x' }, { cancel: '1' }];
    const came = await browser.walk(start.url, { until: back, fill: () => tries.shift() });
    assert.equal(tries.length, 0);
    const ended = await walk.say('finish', start.login, query(came));
    assert.equal(ended.kind, 'conflict');
    assert.match(ended.error, /access_denied/);
  });

  test('a code is good once, and for who asked for it', async () => {
    const [mine, other] = [await begin('basic'), await begin('basic')];
    const came = query(await new Browser().walk(mine.url, { until: back, fill: asPerson('ana') }));
    const state = new URL(other.url).searchParams.get('state');
    // A stolen code in another's login: PKCE.
    const stolen = await walk.say('finish', other.login, came.replace(/state=[^&]*/, `state=${state}`));
    assert.equal(stolen.kind, 'input');
    assert.match(stolen.error, /invalid_grant/);
    const crossed = await walk.say('finish', other.login, came);
    assert.equal(crossed.kind, 'usage');
    const fresh = await begin('basic');
    const code = query(await new Browser().walk(fresh.url, { until: back, fill: asPerson('ana') }));
    assert.equal((await walk.say('finish', fresh.login, code)).subject, 'ana');
    assert.match((await walk.say('finish', fresh.login, code)).error, /invalid_grant/);
  });

  test('the provider names itself in its answers', async () => {
    const start = await begin('basic');
    const came = query(await new Browser().walk(start.url, { until: back, fill: asPerson('ana') }));
    assert.match(came, /(^|&)iss=/);
    assert.equal((await walk.say('finish', start.login, came.replace(/&?iss=[^&]*/, ''))).kind, 'usage');
    assert.equal((await walk.say('finish', start.login, came.replace(/iss=[^&]*/, 'iss=https%3A%2F%2Fevil.example'))).kind, 'usage');
  });

  test('a wrong secret, and another issuer', async () => {
    const wrong = walkAs('basic', '', provider.url, 'wrong');
    assert.match((await login('basic', 'ana', { as: wrong })).error, /invalid_client/);
    await wrong.stop();
    const other = walkAs('basic', '', provider.url.replace('127.0.0.1', 'localhost'));
    const refused = await other.say('begin', 'basic', `${back}basic`, 'low', '-', '-');
    assert.equal(refused.kind, 'input');
    assert.match(refused.error, /issuer/);
    await other.stop();
  });

  test('logging out here and there', async () => {
    const browser = new Browser();
    const who = await login('basic', 'ana', { browser });
    const { url } = await walk.say('logout', 'basic', left, 'mark');
    const fill = (page) => ({ xsrf: /name="xsrf" value="([^"]+)"/.exec(page)[1], logout: 'yes' });
    assert.equal(await browser.walk(url, { until: left, fill }), `${left}?state=mark`);
    // The provider tells us too, over the back channel.
    assert.equal(receiver.received.length, 1);
    const notice = await walk.say('notice', 'basic', receiver.received[0]);
    assert.deepEqual({ subject: notice.subject, session: notice.session }, { subject: 'ana', session: who.session });
    // Their session there is over: the form comes again.
    let forms = 0;
    const start = await begin('basic');
    await browser.walk(start.url, { until: back, fill: () => (++forms, asPerson('ana')()) });
    assert.equal(forms, 1);
    // A logout token logs nobody out of another client.
    const other = walkAs('public', '', provider.url, '');
    assert.equal((await other.say('notice', 'public', receiver.received[0])).kind, 'input');
    await other.stop();
  });

  test('the provider changes its keys', async () => {
    assert.equal((await login('basic', 'ana')).subject, 'ana');
    provider.restart(makeKeys());
    const early = await login('basic', 'ana');
    assert.equal(early.kind, 'input');
    assert.match(early.error, /no key/);
    await walk.say('pass', 61);
    assert.equal((await login('basic', 'ana')).subject, 'ana');
    await walk.say('pass', -61);
  });
});

test('a provider behind https, with authorities of its own', async () => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=test',
    '-addext', 'subjectAltName=IP:127.0.0.1'], { stdio: 'ignore' });
  const ca = readFileSync(cert);
  const provider = await startProvider({
    tls: { key: readFileSync(key), cert: ca },
    clients: [{ client_id: 'tls', client_secret: 's', redirect_uris: [`${back}tls`], response_types: ['code'], grant_types: ['authorization_code'] }],
  });
  const text = `providers: [{id: tls, name: {en: T}, issuer: "${provider.url}", client_id: tls, client_secret: s}]\n`;
  const trusting = startWalk(`authorities: cert.pem\n${text}`);
  const start = await trusting.say('begin', 'tls', `${back}tls`, 'low', '-', '-');
  const came = await new Browser().walk(start.url, { until: back, fill: asPerson('ana'), ca });
  assert.equal((await trusting.say('finish', start.login, new URL(came).search.slice(1))).subject, 'ana');
  await trusting.stop();
  const strict = startWalk(text);
  const refused = await strict.say('begin', 'tls', `${back}tls`, 'low', '-', '-');
  assert.equal(refused.kind, 'system');
  assert.match(refused.error, /certificate/i);
  await strict.stop();
  await provider.stop();
});
