// Passkeys with a browser's own authenticator in software: added, logged in with, renamed, removed; nothing that was captured works again; and without scripts.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { openBrowser, prepareWorkspace, program, startSite } from './site.mjs';
import { Visitor } from './visitor.mjs';

let site, browser, space, page, cdp, authenticator, person;
const port = 20000 + Math.floor(Math.random() * 20000);
// Browsers give passkeys to localhost without TLS, and not to an IP address.
const url = `http://localhost:${port}`;
const password = 'a long enough sentence';
const run = (...words) => execFileSync(program, ['register', ...words, '-w', space.path], { encoding: 'utf8' });
const invite = (role, email, country) => JSON.parse(run('invite', '--role', role, ...(country ? ['--country', country] : []), '--name', `A ${role}`, '--email', email, '--language', 'en', '--json')).token;
const press = (where, name) => where.getByRole('button', { name, exact: true }).click({ timeout: 8000 });
const main = (where) => where.locator('main').innerText();
const account = `${url}/en/register/account`, passkeys = `${account}/passkeys`, login = `${url}/en/register/login`;

/** A browser with an authenticator that knows its owner; `options` are those of the protocol (WebAuthn.VirtualAuthenticatorOptions). */
async function withAuthenticator(options = {}) {
  const out = await (await browser.newContext({ locale: 'en' })).newPage();
  const protocol = await out.context().newCDPSession(out);
  await protocol.send('WebAuthn.enable');
  const { authenticatorId } = await protocol.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true, ...options },
  });
  return [out, protocol, authenticatorId];
}

async function accept(where, token) {
  await where.goto(`${url}/en/register/invitations/${token}`);
  await where.locator('[type=password]').fill(password);
  await press(where, 'Make the account and log in');
}

async function makeInvitation() {
  await page.getByLabel('Name').first().fill('Somebody');
  await page.getByLabel('E-mail').first().fill('somebody@example.org');
  await page.getByLabel('Role').first().selectOption('focal_point');
  await page.getByLabel('For', { exact: true }).selectOption('URY');
  await press(page, 'Make an invitation');
}

/** Sends the form of a page, and gives what it sent. */
async function captured(where, name) {
  const request = where.waitForRequest((one) => one.method() === 'POST');
  const loaded = where.waitForEvent('load');
  await press(where, name);
  const form = new URLSearchParams((await request).postData());
  await loaded;
  return Object.fromEntries(form);
}

async function shots(where, name) {
  if (!process.env.SHOTS) return;
  const size = where.viewportSize();
  for (const colorScheme of ['light', 'dark']) {
    await where.emulateMedia({ colorScheme });
    for (const width of [360, 768, 1440]) {
      await where.setViewportSize({ width, height: 900 });
      await where.screenshot({ path: `${process.env.SHOTS}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  }
  await where.emulateMedia({ colorScheme: 'light' });
  await where.setViewportSize(size);
}

before(async () => {
  space = prepareWorkspace();
  site = await startSite({ workspace: space.path, port, options: ['--public-url', url] });
  browser = await openBrowser();
  [page, cdp, authenticator] = await withAuthenticator();
  await accept(page, invite('secretariat', 'secretariat@example.org'));
  person = JSON.parse(run('people', '--json')).find(({ email }) => email === 'secretariat@example.org').person;
});
after(async () => {
  await browser?.close();
  await site?.stop();
  space?.remove();
});

test('a passkey is added with the password, and is as good as a code at once', async () => {
  await page.goto(`${url}/en/register/people`);
  await makeInvitation();
  assert.match(await main(page), /second proof/i, 'a password alone does not invite');
  await page.goto(account);
  await page.getByRole('link', { name: 'Add a passkey' }).click();
  assert.equal(page.url(), passkeys);
  assert.deepEqual(await violations(page), []);
  await shots(page, 'passkeys-none');
  await page.getByLabel('Name of the passkey').fill('My telephone');
  await page.getByLabel('Present password').fill('not the password');
  await press(page, 'Add a passkey');
  await page.getByRole('alert').waitFor();
  assert.match(await page.getByRole('alert').innerText(), /password is another/);
  assert.equal(await page.getByLabel('Name of the passkey').inputValue(), 'My telephone', 'what was typed is kept');
  // The browser has made one that the site did not take: the next one, of the same owner, takes its place.
  await page.getByLabel('Present password').fill(password);
  await press(page, 'Add a passkey');
  await page.locator('.call.done').waitFor();
  assert.match(await main(page), /My telephone[\s\S]*Last login with it\s*not yet/);
  assert.deepEqual(await violations(page), []);
  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId: authenticator });
  assert.equal(credentials.length, 1);
  assert.equal(credentials[0].isResidentCredential, true);
  assert.equal(credentials[0].rpId, 'localhost');
  assert.equal(Buffer.from(credentials[0].userHandle, 'base64').toString(), person, 'the handle says nothing of who it is');
  assert.equal((await page.goto(`${url}/en/register/office`)).status(), 200);
});

test('the same device makes no second one for the account', async () => {
  await page.goto(passkeys);
  await page.getByLabel('Name of the passkey').fill('Again');
  await page.getByLabel('Present password').last().fill(password);
  await press(page, 'Add a passkey');
  await page.getByText('This device already has a passkey of your account.').waitFor();
  assert.equal(await page.locator('.pk-status').getAttribute('role'), 'status');
});

let first;

test('it logs in without an address or a password, and what asks for a code works', async () => {
  await page.goto(account);
  await press(page, 'Log out');
  await page.goto(`${url}/en/register/people`);
  assert.match(page.url(), /login\?back=/);
  assert.deepEqual(await violations(page), []);
  await shots(page, 'login');
  const mine = async () => (await page.context().cookies()).filter(({ name }) => name !== 'atalaya-device');
  const anonymous = (await mine()).map(({ value }) => value);
  first = await captured(page, 'Log in with a passkey');
  assert.match(page.url(), /\/en\/register\/people$/, 'back to where they wanted to go');
  const cookies = await mine();
  assert.ok(cookies.length > 0 && cookies.every(({ value, httpOnly, sameSite }) => !anonymous.includes(value) && httpOnly && sameSite === 'Lax'), 'another session');
  await makeInvitation();
  assert.match(await page.locator('.call.done a').getAttribute('href'), /\/invitations\/[a-z2-7]{52}$/);
  assert.doesNotMatch(JSON.stringify(first), /secretariat@|A secretariat/, 'the answer names nobody');
  await page.goto(account);
  assert.match(await main(page), /My telephone[\s\S]*last used/);
  assert.deepEqual(await violations(page), []);
  await shots(page, 'account');
  run('verify');
});

test('an answer that was captured works nowhere again', async () => {
  const thief = new Visitor(url);
  await thief.get('/en/register/login');
  const { csrf, ...answer } = first;
  const replayed = await thief.post('/en/register/login/passkey', answer);
  assert.equal(replayed.status, 422);
  assert.match(replayed.html, /took too long, or was begun in another window/);
  assert.equal((await thief.get('/en/register/desk')).status, 303);
  // Not in the browser that gave it, either.
  const again = await page.request.post(`${url}/en/register/login/passkey`, { form: { ...answer, csrf: await page.locator('[name=csrf]').first().inputValue() }, maxRedirects: 0 });
  assert.equal(again.status(), 422);
  // And no form without its token.
  assert.equal((await new Visitor(url).post('/en/register/login/passkey', answer)).status, 422);
});

test('what is wrong with an answer is not said', async () => {
  const visitor = new Visitor(url);
  const words = new Set();
  const challenge = async () => JSON.parse((await visitor.get('/en/register/login')).html.match(/data-options="([^"]*)"/)[1].replaceAll('&quot;', '"')).challenge;
  const client = async (change = {}) => Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge: await challenge(), origin: url, ...change })).toString('base64url');
  const tries = [
    { client_data: await client() },
    { credential: first.credential, client_data: await client(), user: first.user, authenticator_data: first.authenticator_data, signature: first.signature },
    { credential: 'AAAA', client_data: await client(), user: first.user, authenticator_data: first.authenticator_data, signature: first.signature },
    { credential: first.credential, client_data: await client({ origin: 'https://evil.example' }), user: first.user, authenticator_data: first.authenticator_data, signature: first.signature },
    { credential: first.credential, client_data: 'not base64!', user: '', authenticator_data: '', signature: '' },
    { credential: 'A'.repeat(100_000), client_data: 'A'.repeat(100_000), user: 'A'.repeat(1000), authenticator_data: 'A'.repeat(100_000), signature: 'A'.repeat(10_000) },
    {},
  ];
  for (const fields of tries) {
    const { status, html } = await visitor.post('/en/register/login/passkey', fields);
    assert.equal(status, 401, JSON.stringify(fields).slice(0, 200));
    words.add(/role="alert">(.*?)<\/div>/.exec(html)[1]);
  }
  assert.equal(words.size, 1, [...words].join('\n'));
});

test('a device that does not check who is before it is not enough', async () => {
  await page.goto(account);
  await press(page, 'Log out');
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified: false });
  await page.goto(login);
  await press(page, 'Log in with a passkey');
  await page.getByText(/It was stopped, or took too long|could not do it/).waitFor();
  assert.equal(page.url(), login);
  await shots(page, 'login-stopped');
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified: true });
  await press(page, 'Log in with a passkey');
  await page.waitForURL(/desk$/);
});

test('the counter of a copy gives it away', async () => {
  // The browser's counter goes on with each use; a copy of an older day comes with the same one again.
  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId: authenticator });
  assert.ok(credentials[0].signCount > 0);
  const [thief, protocol, other] = await withAuthenticator();
  await protocol.send('WebAuthn.addCredential', { authenticatorId: other, credential: { ...credentials[0], signCount: 0 } });
  await thief.goto(login);
  await press(thief, 'Log in with a passkey');
  await thief.getByRole('alert').waitFor();
  assert.match(await thief.getByRole('alert').innerText(), /not accepted/);
  await thief.context().close();
  const secretariat = page;
  await secretariat.goto(`${url}/en/register/office`);
  assert.match(await main(secretariat), /account\.passkey_copied/);
});

test('it is renamed, and the password alone neither adds nor removes one', async () => {
  await page.goto(passkeys);
  await page.getByLabel('Name', { exact: true }).fill('Old telephone');
  await press(page, 'Rename');
  await page.getByRole('heading', { name: 'Old telephone' }).waitFor();
  const thief = await (await browser.newContext({ locale: 'en' })).newPage();
  await thief.goto(login);
  await thief.getByLabel('E-mail address').fill('secretariat@example.org');
  await thief.getByLabel('Password').fill(password);
  await press(thief, 'Log in');
  await thief.goto(passkeys);
  assert.match(await main(thief), /with the password alone/);
  assert.equal(await thief.getByRole('button', { name: /Remove|Add a passkey/ }).count(), 0);
  assert.deepEqual(await violations(thief), []);
  await shots(thief, 'passkeys-password-alone');
  const id = /passkeys\/([a-z2-7]{26})\/rename/.exec(await thief.content())[1];
  const csrf = await thief.locator('[name=csrf]').first().inputValue();
  assert.equal((await thief.request.post(`${passkeys}/${id}/remove`, { form: { csrf, password } })).status(), 409);
  assert.equal((await thief.request.post(passkeys, { form: { csrf, password, name: 'x' } })).status(), 409);
  assert.equal((await thief.request.post(`${account}/code`, { form: { csrf } })).status(), 409, 'nor a code');
  assert.equal((await thief.goto(`${url}/en/register/cycles`)).status(), 403);
  assert.equal(await thief.getByRole('button', { name: 'Log in with a passkey' }).count(), 1, 'the second proof can be shown there');
  await thief.context().close();
  // Somebody else's passkey is nobody's.
  const [other] = await withAuthenticator();
  await accept(other, invite('observer', 'observer@example.org', 'URY'));
  await other.goto(passkeys);
  const theirs = { csrf: await other.locator('[name=csrf]').first().inputValue(), password, name: 'mine now' };
  for (const step of ['rename', 'remove']) assert.equal((await other.request.post(`${passkeys}/${id}/${step}`, { form: theirs })).status(), 404);
  await other.context().close();
});

test('who came with the password shows the passkey where more is asked for, and goes on', async () => {
  await page.goto(account);
  await press(page, 'Log out');
  await page.goto(login);
  await page.getByLabel('E-mail address').fill('secretariat@example.org');
  await page.getByLabel('Password').fill(password);
  await press(page, 'Log in');
  const before = (await page.context().cookies()).find(({ name }) => name === 'atalaya-session').value;
  assert.equal((await page.goto(`${url}/en/register/cycles`)).status(), 403);
  await press(page, 'Log in with a passkey');
  // The page that refused has the same address.
  await page.locator('h1', { hasText: /cycle/i }).waitFor();
  const thief = new Visitor(url);
  assert.equal((await thief.get('/en/register/desk', { cookie: `atalaya-session=${before}` })).status, 303, 'the session of the password has ended');
});

test('removed, it logs nobody in', async () => {
  await page.goto(passkeys);
  await shots(page, 'passkeys');
  // The last login was with it, a moment ago: no password is asked for.
  await press(page, 'Remove “Old telephone”');
  await page.locator('.call.done').waitFor();
  assert.match(await main(page), /no passkey yet/);
  await page.goto(account);
  await press(page, 'Log out');
  await page.goto(login);
  await press(page, 'Log in with a passkey');
  await page.getByRole('alert').waitFor();
  assert.match(await page.getByRole('alert').innerText(), /not accepted/);
  assert.equal((await page.goto(`${url}/en/register/desk`)).url(), `${login}?back=%2Fen%2Fregister%2Fdesk`);
  assert.deepEqual(JSON.parse(run('passkeys', person, '--json')), []);
});

test('whoever runs the program lists and removes them, and a recovery takes them away', async () => {
  await cdp.send('WebAuthn.clearCredentials', { authenticatorId: authenticator });
  await page.goto(login);
  await page.getByLabel('E-mail address').fill('secretariat@example.org');
  await page.getByLabel('Password').fill(password);
  await press(page, 'Log in');
  for (const name of ['One', 'Two']) {
    await cdp.send('WebAuthn.clearCredentials', { authenticatorId: authenticator });
    await page.goto(passkeys);
    await page.getByLabel('Name of the passkey').fill(name);
    await page.getByLabel('Present password').last().fill(password);
    await press(page, 'Add a passkey');
    await page.locator('.call.done').waitFor();
  }
  const all = JSON.parse(run('passkeys', person, '--json'));
  assert.deepEqual(all.map(({ name }) => name), ['One', 'Two']);
  assert.equal(JSON.parse(run('passkeys', person, '--remove', all[0].passkey, '--json')).length, 1);
  assert.throws(() => run('passkeys', person, '--remove', all[0].passkey));
  const own = JSON.parse((await (await page.request.get(`${account}/data.json`)).text()));
  assert.deepEqual(own.passkeys.map(({ name }) => name), ['Two']);
  assert.match(own.passkeys[0].algorithm, /^(EdDSA|ES256|RS256)$/);
  const token = /: ([a-z2-7]{52})\n/.exec(run('recover', person))[1];
  const visitor = new Visitor(url);
  await visitor.get(`/en/register/recover/${token}`);
  assert.equal((await visitor.post(`/en/register/recover/${token}`, { password: 'another long enough sentence' })).status, 200);
  assert.deepEqual(JSON.parse(run('passkeys', person, '--json')), []);
  run('verify');
});

test('without scripts, and at an address that browsers give no passkeys to, the pages say so', async () => {
  const still = await (await browser.newContext({ locale: 'en', javaScriptEnabled: false })).newPage();
  await still.goto(login);
  assert.match(await main(still), /Passkeys need scripts/);
  assert.equal(await still.getByRole('button', { name: 'Log in with a passkey' }).count(), 0);
  await still.getByLabel('E-mail address').fill('observer@example.org');
  await still.getByLabel('Password').fill(password);
  await press(still, 'Log in');
  await still.goto(passkeys);
  assert.match(await main(still), /Passkeys need scripts/);
  assert.equal(await still.getByRole('button', { name: 'Add a passkey' }).count(), 0);
  await shots(still, 'passkeys-no-scripts');
  await still.context().close();
  const second = await startSite({ workspace: space.path });
  try {
    assert.ok(!(await second.get('/en/register/login')).text.includes('passkey'));
    const visitor = new Visitor(second.url);
    await visitor.join(invite('observer', 'second@example.org', 'BRA'));
    assert.match((await visitor.get('/en/register/account/passkeys')).html, /only to sites with https/);
  } finally {
    await second.stop();
  }
});

test('the script is this site\'s own, and the policy of the pages allows no other', async () => {
  const { headers, text } = await site.get('/passkeys.js');
  assert.match(headers['content-type'], /^text\/javascript/);
  assert.ok(text.includes('navigator.credentials'));
  const policy = (await site.get('/en/register/login')).headers['content-security-policy'];
  assert.match(policy, /script-src 'self'(;|$)/);
  assert.doesNotMatch(policy, /unsafe/);
});

test('in three languages, by keyboard', async () => {
  for (const [language, words] of [['es', 'Ingresar con una llave de acceso'], ['pt', 'Entrar com uma chave de acesso']]) {
    await page.context().clearCookies();
    await page.goto(`${url}/${language}/register/login`);
    assert.equal(await page.getByRole('button', { name: words }).count(), 1, language);
  }
  await page.goto(login);
  for (let i = 0; i < 40; ++i) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement.textContent)) === 'Log in with a passkey') break;
  }
  await page.keyboard.press('Enter');
  await page.getByText(/It was stopped, or took too long|not accepted/).first().waitFor();
});
