// The register from an empty store: the secretariat invites, people log in by password and code or by an OpenID provider, and nobody does what is not theirs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { people, startProvider } from '../register/oidc/provider.mjs';
import { violations } from './axe.mjs';
import { openBrowser, prepareWorkspace, program, startSite } from './site.mjs';

let site, browser, provider, space;
const port = 20000 + Math.floor(Math.random() * 20000);
const url = `http://127.0.0.1:${port}`;
const passwords = { secretariat: 'a long enough sentence', focal: 'otra frase bastante larga' };

/** The code that an authenticator shows (RFC 6238). */
function code(secret, at = Date.now()) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
  const hash = createHmac('sha1', key).update(step).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}

const open = async () => (await browser.newContext({ locale: 'es' })).newPage();
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const headline = (page) => page.locator('h1').innerText();

before(async () => {
  space = prepareWorkspace();
  const invited = JSON.parse(execFileSync(program, ['register', 'init', '-w', space.path, '--name', 'Secretaría', '--email', 'secretariat@example.org', '--json'], { encoding: 'utf8' }));
  space.token = invited.token;
  provider = await startProvider({
    clients: [{ client_id: 'atalaya', client_secret: 's3cret', redirect_uris: [`${url}/es/register/login/clave`], response_types: ['code'], grant_types: ['authorization_code'] }],
  });
  const file = join(space.path, 'login.yaml');
  writeFileSync(file, `providers:
  - id: clave
    name: {es: Clave del Uruguay, en: Key of Uruguay, pt: Chave do Uruguai}
    issuer: "${provider.url}"
    client_id: atalaya
    client_secret: s3cret
    countries: [URY]
    scopes: [openid, profile, email]
    assurance: {default: low, acr: {"urn:example:gold": substantial}}
`);
  chmodSync(file, 0o600);
  [site, browser] = await Promise.all([startSite({ workspace: space.path, port }), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
  await provider?.stop();
  space?.remove();
});

let secretariat, focal, invitation;

test('the first of the secretariat makes an account from the link', async () => {
  secretariat = await open();
  await secretariat.goto(`${url}/es/register/invitations/${space.token}`);
  assert.match(await headline(secretariat), /Invitación/);
  await secretariat.getByLabel('Elija una contraseña').fill('corta');
  await press(secretariat, 'Crear la cuenta e ingresar');
  assert.equal(await secretariat.getByRole('alert').count(), 1, 'a short password is refused');
  await secretariat.getByLabel('Elija una contraseña').fill(passwords.secretariat);
  await press(secretariat, 'Crear la cuenta e ingresar');
  assert.match(secretariat.url(), /\/es\/register\/desk$/);
});

test('inviting needs a code beside the password', async () => {
  await secretariat.goto(`${url}/es/register/people`);
  await secretariat.getByLabel('Nombre').first().fill('Punto focal');
  await secretariat.getByLabel('Correo electrónico').fill('focal@example.org');
  await press(secretariat, 'Crear una invitación');
  assert.match(await headline(secretariat), /segunda prueba/);
  await secretariat.goto(`${url}/es/register/account`);
  await press(secretariat, 'Configurar un código');
  const secret = await secretariat.locator('dd').first().innerText();
  assert.match(secret, /^[A-Z2-7]{32}$/);
  await secretariat.getByLabel('El código que muestra ahora').fill(code(secret));
  await press(secretariat, 'Confirmar el código');
  await secretariat.goto(`${url}/es/register/people`);
  await secretariat.getByLabel('Nombre').first().fill('Punto focal');
  await secretariat.getByLabel('Correo electrónico').fill('focal@example.org');
  await secretariat.getByLabel('Rol').first().selectOption('focal_point');
  await secretariat.getByLabel('Para', { exact: true }).selectOption('URY');
  await press(secretariat, 'Crear una invitación');
  invitation = await secretariat.locator('.call.done a').getAttribute('href');
  assert.match(invitation, /^http:\/\/127\.0\.0\.1:\d+\/es\/register\/invitations\/[a-z2-7]{52}$/);
});

test('the focal point takes the invitation through the provider of the country', async () => {
  focal = await open();
  await focal.goto(invitation);
  await press(focal, 'Clave del Uruguay');
  await focal.waitForURL(`${provider.url}/interaction/**`);
  await focal.locator('[name=login]').fill('ana');
  await focal.locator('[name=password]').fill(people.ana.password);
  await focal.locator('form').evaluate((form) => form.submit());
  await focal.waitForURL(`${url}/es/register/desk`);
  assert.match(await focal.locator('.who').innerText(), /Ana Pérez|Punto focal/);
  await focal.goto(invitation);
  assert.equal((await focal.goto(invitation)).status(), 404, 'an invitation works once');
});

test('the provider logs the focal point in again, and nobody whom the register does not know', async () => {
  await focal.goto(`${url}/es/register/account`);
  await press(focal, 'Salir');
  await focal.goto(`${url}/es/register/people`);
  assert.match(focal.url(), /login\?back=/);
  await press(focal, 'Clave del Uruguay');
  await focal.waitForURL(/people|desk|interaction/);
  assert.match(await headline(focal), /No le corresponde/, 'a focal point does not see the list of people');

  const stranger = await open();
  await stranger.goto(`${url}/es/register/login`);
  await press(stranger, 'Clave del Uruguay');
  await stranger.waitForURL(`${provider.url}/interaction/**`);
  await stranger.locator('[name=login]').fill('luis');
  await stranger.locator('[name=password]').fill(people.luis.password);
  await stranger.locator('form').evaluate((form) => form.submit());
  await stranger.waitForURL(`${url}/es/register/login/clave**`);
  assert.match(await headline(stranger), /No hay cuenta/);
  const used = stranger.url();
  assert.equal((await stranger.goto(used)).status(), 422, 'an answer of a provider is good once');
  await stranger.context().close();
});

test('a form that the visitor was not given does nothing', async () => {
  const forged = await secretariat.request.post(`${url}/es/register/organisations`, { form: { name: 'Forged', country: '' } });
  assert.equal(forged.status(), 422);
  const other = await secretariat.request.post(`${url}/es/register/organisations`, { form: { name: 'Forged', country: '', csrf: 'a'.repeat(64) } });
  assert.equal(other.status(), 422);
  await secretariat.goto(`${url}/es/register/people`);
  assert.equal(await secretariat.getByText('Forged').count(), 0);
});

test('a login leads back to this site alone, and the session is another one afterwards', async () => {
  for (const back of ['https://evil.example/', '//evil.example/', '/\\evil.example', '/es/', '/es/register/../../x', 'javascript:alert(1)']) {
    const page = await open();
    await page.goto(`${url}/es/register/login?back=${encodeURIComponent(back)}`);
    assert.match(await page.locator('[name=back]').first().inputValue(), /^\/es\/register\//, back);
    await page.context().close();
  }
  const page = await open();
  await page.goto(`${url}/es/register/login`);
  const fixed = 'a'.repeat(52);
  await page.context().addCookies([{ name: 'atalaya-session', value: fixed, url }]);
  await page.reload();
  await page.getByLabel('Correo electrónico').fill('secretariat@example.org');
  await page.getByLabel('Contraseña').fill(passwords.secretariat);
  await press(page, 'Ingresar');
  assert.match(await page.getByRole('alert').innerText(), /código/);
  const cookies = await page.context().cookies();
  assert.ok(cookies.every((cookie) => cookie.httpOnly && cookie.sameSite === 'Lax'));
  await page.context().close();
});

test('wrong logins say the same for everybody, and a pause is asked for in the end', async () => {
  const page = await open();
  const tell = async (email) => {
    await page.goto(`${url}/es/register/login`);
    await page.getByLabel('Correo electrónico').fill(email);
    await page.getByLabel('Contraseña').fill('not the password');
    await press(page, 'Ingresar');
    return page.getByRole('alert').innerText();
  };
  assert.equal(await tell('secretariat@example.org'), await tell('nobody@example.org'));
  let last = '';
  for (let i = 0; i < 6; ++i) last = await tell('nobody@example.org');
  assert.match(last, /Demasiados intentos/);
  await page.context().close();
});

test('the pages of the register have no fault of accessibility that a program finds', async () => {
  for (const path of ['login', 'account', 'people']) {
    for (const colorScheme of ['light', 'dark']) {
      await secretariat.emulateMedia({ colorScheme });
      await secretariat.goto(`${url}/es/register/${path}`);
      assert.deepEqual(await violations(secretariat), [], `${path}, ${colorScheme}`);
    }
  }
});
