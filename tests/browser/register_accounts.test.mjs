// Accounts to the end: the QR code, roles that are passed on, the logout at a real OpenID provider in both directions, who is counted behind a proxy, and a lost key.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { people, startProvider } from '../register/oidc/provider.mjs';
import { violations } from './axe.mjs';
import { trustProvider } from './register_office.mjs';
import { openBrowser, prepareWorkspace, program, startSite } from './site.mjs';
import { oneTimeCode, Visitor } from './visitor.mjs';

let site, browser, provider, space;
const port = 20000 + Math.floor(Math.random() * 20000);
const url = `http://127.0.0.1:${port}`;
const password = 'a long enough sentence';
const run = (...words) => execFileSync(program, ['register', ...words, '-w', space.path], { encoding: 'utf8' });
const invite = (role, country, email) =>
  JSON.parse(run('invite', '--role', role, ...(country ? ['--country', country] : []), '--name', `A ${role}`, '--email', email, '--language', 'en', '--json')).token;
const open = async () => (await browser.newContext({ locale: 'en' })).newPage();
const press = (page, name) => page.getByRole('button', { name, exact: true }).click({ timeout: 8000 });
const main = (page) => page.locator('main').innerText();
const day = (days) => new Date(Date.now() + days * 864e5).toISOString().slice(0, 10);

before(async () => {
  space = prepareWorkspace();
  provider = await startProvider({
    clients: [{
      client_id: 'atalaya', client_secret: 's3cret', redirect_uris: [`${url}/en/register/login/clave`], response_types: ['code'], grant_types: ['authorization_code'],
      post_logout_redirect_uris: [`${url}/en/register`], backchannel_logout_uri: `${url}/register/logout/clave`, backchannel_logout_session_required: true,
    }],
  });
  trustProvider(space, 'clave', provider.url);
  [site, browser] = await Promise.all([startSite({ workspace: space.path, port }), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
  await provider?.stop();
  space?.remove();
});

let secretariat, secret, focal, deputy, rolePage;

test('the secret of a code is shown as a QR code that a reader reads, and as text', async (t) => {
  secretariat = await open();
  await secretariat.goto(`${url}/en/register/invitations/${invite('secretariat', '', 'secretariat@example.org')}`);
  await secretariat.locator('[type=password]').fill(password);
  await press(secretariat, 'Make the account and log in');
  await secretariat.goto(`${url}/en/register/account`);
  await press(secretariat, 'Set up a code');
  secret = await secretariat.locator('dd').first().innerText();
  assert.match(secret, /^[A-Z2-7]{32}$/);
  const code = secretariat.getByRole('img', { name: /QR code/ });
  assert.equal(await code.locator('rect').getAttribute('fill'), '#fff');
  assert.deepEqual(await violations(secretariat), []);
  await secretariat.emulateMedia({ colorScheme: 'dark' });
  const picture = join(space.path, 'code.png');
  await code.screenshot({ path: picture });
  const read = spawnSync('zbarimg', ['--quiet', '--raw', picture], { encoding: 'utf8' });
  if (read.error) t.diagnostic('zbarimg is not installed (scripts/setup.sh test): the code was not read');
  else assert.equal(read.stdout.trim(), await secretariat.locator('dd').nth(1).innerText());
  await secretariat.emulateMedia({ colorScheme: 'light' });
  await secretariat.locator('[autocomplete=one-time-code]').fill(oneTimeCode(secret));
  await press(secretariat, 'Confirm the code');
  const key = join(space.path, 'register/secret-key');
  assert.equal(statSync(key).mode & 0o777, 0o600);
  assert.ok(!readFileSync(join(space.path, 'register/register.sqlite')).includes(secret) && !readFileSync(join(space.path, 'register/register.sqlite-wal')).includes(secret));
});

/** The form of the provider. */
async function showWho(page, name = 'ana') {
  await page.waitForURL(`${provider.url}/interaction/**`);
  await page.locator('[name=login]').fill(name);
  await page.locator('[name=password]').fill(people[name].password);
  await page.locator('form').evaluate((form) => form.submit());
}

test('a focal point delegates until a day, and takes the delegation back', async () => {
  focal = await open();
  await focal.goto(`${url}/en/register/invitations/${invite('focal_point', 'URY', 'focal@example.org')}`);
  await press(focal, 'Key of Uruguay');
  await showWho(focal);
  await focal.waitForURL(`${url}/en/register/desk`);
  await focal.goto(`${url}/en/register/account/roles`);
  assert.match(await main(focal), /national focal point, Uruguay[\s\S]*no end set[\s\S]*holds now/);
  assert.deepEqual(await violations(focal), []);
  await focal.getByRole('link', { name: 'Delegate or hand over: national focal point, Uruguay' }).click();
  assert.match(await focal.locator('h1').innerText(), /second proof/, 'a login that the provider remembered is not enough');
  await press(focal, 'Key of Uruguay');
  await showWho(focal);
  await focal.waitForURL(/\/register\/roles\/[a-z2-7]{26}$/);
  rolePage = focal.url();
  const offer = async (kind, name, date) => {
    await focal.locator(`#${kind}-name`).fill('Deputy');
    await focal.locator(`#${kind}-email`).fill('deputy@example.org');
    await focal.locator(`#${kind}-language`).selectOption('en');
    await focal.locator(`#${kind}-${name}`).fill(date);
    await press(focal, kind === 'hand' ? 'Offer the role' : 'Offer the delegation');
  };
  await offer('delegate', 'until', day(-2));
  assert.equal(await focal.getByRole('alert').count(), 1, 'a day that is over');
  assert.equal(await focal.locator('#delegate-email').inputValue(), 'deputy@example.org', 'what was typed is kept');
  await offer('delegate', 'until', day(30));
  const link = await focal.locator('.call.done a').getAttribute('href');
  assert.match(await main(focal), /Offered, and not taken yet[\s\S]*Deputy/);
  assert.deepEqual(await violations(focal), []);
  if (process.env.SHOTS) await shots(focal, 'role');

  deputy = await open();
  await deputy.goto(link);
  assert.match(await main(deputy), /delegated: its holder keeps it, too/);
  await deputy.locator('[type=password]').fill(password);
  await press(deputy, 'Make the account and log in');
  await deputy.goto(`${url}/en/register/account/roles`);
  assert.match(await main(deputy), /delegated by A focal_point|delegated by Ana Pérez/);
  await secretariat.goto(`${url}/en/register/people`);
  assert.match(await secretariat.locator('table', { hasText: 'Since' }).innerText(), /Deputy[\s\S]*23:59 UTC[\s\S]*delegated by/);
  assert.deepEqual(await violations(secretariat), []);
  if (process.env.SHOTS) await shots(secretariat, 'people');

  await focal.goto(rolePage);
  await press(focal, 'Take the delegation to Deputy back');
  assert.ok(!(await main(focal)).includes('Delegated to'));
  await deputy.goto(`${url}/en/register/account/roles`);
  assert.match(await main(deputy), /ended/);
  assert.equal((await deputy.goto(rolePage)).status(), 403);
  // Withdrawn before it is taken: the link is worth nothing.
  await focal.goto(rolePage);
  await offer('delegate', 'until', day(30));
  const withdrawn = await focal.locator('.call.done a').getAttribute('href');
  await press(focal, 'Withdraw the offer to Deputy');
  assert.equal((await deputy.goto(withdrawn)).status(), 404);

  // Handed over from a day on, to somebody who has an account.
  await focal.goto(rolePage);
  await offer('hand', 'from', day(-1));
  assert.equal(await focal.getByRole('alert').count(), 1);
  await offer('hand', 'from', day(3));
  await deputy.goto(await focal.locator('.call.done a').getAttribute('href'));
  assert.match(await main(deputy), /handed over: its holder has it no more/);
  await deputy.locator('main form button', { hasText: 'Take the role as' }).click();
  assert.match(deputy.url(), /desk$/);
  await focal.goto(rolePage);
  assert.match(await main(focal), /Handed over to[\s\S]*Deputy, from/);
  await secretariat.goto(`${url}/en/register/people`);
  assert.match(await main(secretariat), /Deputy[\s\S]*begins later/);
  // A role of somebody else is nobody's business but the secretariat's.
  assert.equal((await secretariat.goto(rolePage)).status(), 200);
  run('verify');
});

test('logging out at the provider ends the session here, by its own message', async () => {
  await focal.goto(`${url}/en/register/account`);
  const there = await focal.context().newPage();
  await there.goto(`${provider.url}/session/end`);
  await there.locator('button[name=logout]').click();
  await there.waitForURL(/success/);
  await focal.goto(`${url}/en/register/account`);
  assert.match(focal.url(), /login\?back=/, 'the provider has told us');
});

test('logging out here and there leads to the provider and back', async () => {
  await press(focal, 'Key of Uruguay');
  await showWho(focal);
  await focal.waitForURL(`${url}/en/register/account`);
  await press(focal, 'Log out here and at Key of Uruguay');
  await focal.waitForURL(/session\/end/);
  assert.match(focal.url(), /id_token_hint=ey/);
  await focal.locator('button[name=logout]').click();
  await focal.waitForURL(`${url}/en/register`);
  await focal.goto(`${url}/en/register/login`);
  await press(focal, 'Key of Uruguay');
  await focal.waitForURL(`${provider.url}/interaction/**`);
});

test('nobody but the provider ends a session over the back channel', async () => {
  const post = (path, body, headers = {}) => fetch(url + path, { method: 'POST', body, headers });
  const forged = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ iss: provider.url, aud: 'atalaya', sub: 'ana' })).toString('base64url')}.`;
  for (const token of ['', 'x', forged]) {
    const answer = await post('/register/logout/clave', new URLSearchParams({ logout_token: token }));
    assert.equal(answer.status, 400);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.equal((await answer.json()).error, 'invalid_request');
  }
  assert.equal((await post('/register/logout/another', new URLSearchParams({ logout_token: 'x' }))).status, 404);
  assert.equal((await post('/register/logout/clave', '{}', { 'content-type': 'application/json' })).status, 400);
});

test('behind a proxy everybody has a rate of their own, and nobody takes another one by a header', async () => {
  const tryFrom = async (where, address) => {
    const visitor = new Visitor(where);
    const page = await visitor.get('/en/register/login', { 'x-forwarded-for': address });
    assert.equal(page.status, 200);
    return (await visitor.post('/en/register/login', { email: 'nobody@example.org', password: 'wrong' }, { 'x-forwarded-for': address })).status;
  };
  const behind = await startSite({ workspace: space.path, options: ['--trusted-proxy', '127.0.0.0/8'] });
  const many = async (where, address) => {
    const out = [];
    for (let i = 0; i < 6; ++i) out.push(await tryFrom(where, address(i)));
    return out;
  };
  // What stands left of the address that the proxy wrote is the client's own invention.
  assert.deepEqual(await many(behind.url, (i) => `192.0.2.${i}, 198.51.100.1`), [401, 401, 401, 401, 401, 429]);
  assert.equal(await tryFrom(behind.url, '198.51.100.2'), 401);
  await behind.stop();
  assert.deepEqual(await many(url, (i) => `198.51.100.${i}`), [401, 401, 401, 401, 401, 429], 'without a trusted proxy the header says nothing');
});

test('a lost key is a clear fault, and its people are let in again', async () => {
  await site.stop();
  site = null;
  const key = join(space.path, 'register/secret-key');
  renameSync(key, `${key}.away`);
  const failed = spawnSync(program, ['serve', '-w', space.path, '--port', '0'], { encoding: 'utf8' });
  assert.equal(failed.status, 5);
  assert.match(failed.stderr, /secret-key: the key .* is not there \(put the file back/);
  const { lost } = JSON.parse(run('secret-key', '--renew', '--json'));
  assert.equal(lost.length, 1);
  site = await startSite({ workspace: space.path, port });
  const page = await open();
  const logIn = async (word, code = '') => {
    await page.goto(`${url}/en/register/login`);
    await page.locator('[name=email]').fill('secretariat@example.org');
    await page.locator('[name=password]').fill(word);
    await page.locator('[name=code]').fill(code);
    await page.locator('form[action$="/login"] button').click();
  };
  await logIn(password, oneTimeCode(secret, Date.now() + 30000));
  assert.match(await main(page), /cannot be checked any more/);
  const token = /: ([a-z2-7]{52})/.exec(run('recover', lost[0]))[1];
  assert.equal((await page.goto(`${url}/en/register/recover/${token}`)).status(), 200);
  assert.deepEqual(await violations(page), []);
  await page.locator('[name=password]').fill('short');
  await press(page, 'Set the password');
  assert.equal(await page.getByRole('alert').count(), 1);
  await page.locator('[name=password]').fill('another long sentence');
  await press(page, 'Set the password');
  assert.match(await page.locator('h1').innerText(), /The password is set/);
  await logIn('another long sentence');
  assert.match(page.url(), /desk$/);
  await page.goto(`${url}/en/register/recover/${token}`);
  await page.locator('[name=password]').fill('another long sentence');
  await press(page, 'Set the password');
  assert.match(page.url(), /recover/);
  assert.match(await page.locator('h1').innerText(), /no such page/, 'a link works once');
  assert.equal(JSON.parse(run('secret-key', '--json')).lost.length, 0);
});

async function shots(page, name) {
  for (const width of [360, 768, 1440]) {
    for (const scheme of ['light', 'dark']) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await page.screenshot({ path: join(process.env.SHOTS, `${name}-${width}-${scheme}.png`), fullPage: true });
    }
  }
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.emulateMedia({ colorScheme: 'light' });
}
