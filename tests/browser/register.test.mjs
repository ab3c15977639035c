// The register from an empty store: the secretariat invites, people log in by password and code or by an OpenID provider, and nobody does what is not theirs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { people, startProvider } from '../register/oidc/provider.mjs';
import { violations } from './axe.mjs';
import { trustProvider } from './register_office.mjs';
import { openBrowser, prepareWorkspace, program, startSite } from './site.mjs';
import { oneTimeCode } from './visitor.mjs';

let site, browser, provider, space;
const port = 20000 + Math.floor(Math.random() * 20000);
const url = `http://127.0.0.1:${port}`;
const passwords = { secretariat: 'a long enough sentence', focal: 'otra frase bastante larga' };

const open = async () => (await browser.newContext({ locale: 'es' })).newPage();
const press = (page, name) => page.getByRole('button', { name, exact: true }).click({ timeout: 8000 });
const headline = (page) => page.locator('h1').innerText();

before(async () => {
  space = prepareWorkspace();
  // The demo's own register is empty; REGISTER_STORE puts one into another database (register_postgresql.test.mjs).
  const first = ['--name', 'Secretaría', '--email', 'secretariat@example.org', '-w', space.path, '--json'];
  const store = process.env.REGISTER_STORE;
  if (store) rmSync(join(space.path, 'register'), { recursive: true });
  const making = store ? ['register', 'init', '--store', store] : ['register', 'invite', '--role', 'secretariat'];
  const invited = JSON.parse(execFileSync(program, [...making, ...first], { encoding: 'utf8' }));
  space.token = invited.token;
  provider = await startProvider({
    clients: [{ client_id: 'atalaya', client_secret: 's3cret', redirect_uris: [`${url}/es/register/login/clave`], response_types: ['code'], grant_types: ['authorization_code'] }],
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
  await secretariat.getByLabel('El código que muestra ahora').fill(oneTimeCode(secret));
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

/** Somebody with a role for the region or a country, by an account of the observatory with a code. */
async function member(role, country, name) {
  await secretariat.goto(`${url}/es/register/people`);
  await secretariat.getByLabel('Nombre').first().fill(name);
  await secretariat.getByLabel('Correo electrónico').fill(`${role}@example.org`);
  await secretariat.getByLabel('Rol').first().selectOption(role);
  await secretariat.getByLabel('Para', { exact: true }).selectOption(country);
  await press(secretariat, 'Crear una invitación');
  const link = await secretariat.locator('.call.done a').getAttribute('href');
  const page = await open();
  await page.goto(link);
  await page.getByLabel('Elija una contraseña').fill(passwords.focal);
  await press(page, 'Crear la cuenta e ingresar');
  await page.goto(`${url}/es/register/account`);
  await press(page, 'Configurar un código');
  await page.getByLabel('El código que muestra ahora').fill(oneTimeCode(await page.locator('dd').first().innerText()));
  await press(page, 'Confirmar el código');
  return page;
}

const save = (page) => page.locator('#BROADBAND_PLAN').getByRole('button', { name: 'Guardar' }).click();
const choose = (page, question, option) => page.locator(`[name="BROADBAND_PLAN.${question}"][value=${option}]`).check();
let report, receipt;

test('the secretariat opens a cycle, and the focal point begins the report', async () => {
  await secretariat.goto(`${url}/es/register/cycles`);
  await secretariat.getByLabel('Año al que').fill('2026');
  for (const [name, title] of [['Español', 'Ciclo 2026'], ['English', 'Cycle 2026'], ['Português', 'Ciclo 2026']]) await secretariat.getByLabel(`Título (${name})`).fill(title);
  await press(secretariat, 'Abrir el ciclo');
  assert.equal(await secretariat.getByRole('heading', { name: 'Ciclo 2026' }).count(), 1);
  await focal.goto(`${url}/es/register/desk`);
  await press(focal, 'Empezar el informe');
  report = focal.url();
  assert.match(report, /submissions\/[a-z2-7]{26}$/);
});

test('answers are saved as one goes, bring further questions, and are kept where two write at once', async () => {
  await focal.goto(`${report}/sections/AREA_1`);
  assert.equal(await focal.locator('[name="BROADBAND_PLAN.TARGETS"]').count(), 0, 'what is not asked yet is not shown');
  await choose(focal, 'STATE', 'ADOPTED');
  await save(focal);
  assert.match(await focal.getByRole('status').first().innerText(), /Se guardó 1 respuesta/);
  const beside = await focal.context().newPage();
  await beside.goto(`${report}/sections/AREA_1`);
  await choose(focal, 'TARGETS', 'NUMERIC');
  await choose(focal, 'FUNDS', 'BUDGET');
  await save(focal);
  await choose(beside, 'TARGETS', 'GENERAL');
  await save(beside);
  assert.match(await beside.getByRole('status').first().innerText(), /Otra persona cambió 1 respuesta/);
  assert.ok(await beside.locator('[name="BROADBAND_PLAN.TARGETS"][value=NUMERIC]').isChecked(), 'the first one stands');
  assert.equal(await beside.getByText('Otra respuesta se dio al mismo tiempo').count(), 1, 'the other is kept');
  await save(beside);
  // Its page stays open: Chromium may wait for ever to close one that is just being answered.
});

test('sending asks for more than a login that the provider remembered', async () => {
  await focal.goto(report);
  await press(focal, 'Enviar el informe');
  assert.match(await headline(focal), /segunda prueba/);
  await press(focal, 'Clave del Uruguay');
  await focal.waitForURL(`${provider.url}/interaction/**`);
  await focal.locator('[name=login]').fill('ana');
  await focal.locator('[name=password]').fill(people.ana.password);
  await focal.locator('form').evaluate((form) => form.submit());
  await focal.waitForURL(`${url}/es/register/desk`);
});

test('what is missing is shown, and keeps the report from being sent', async () => {
  await focal.goto(report);
  await press(focal, 'Enviar el informe');
  assert.match(await focal.getByRole('alert').first().innerText(), /todavía/);
  assert.equal(await focal.getByRole('heading', { name: 'Por responder' }).count(), 1);
  await focal.goto(`${report}/sections/AREA_1`);
  await focal.locator('[name="BROADBAND_PLAN.INSTRUMENT"]').fill('Decreto 123/2026');
  await focal.locator('[name="BROADBAND_PLAN.INSTRUMENT:address"]').fill('https://example.org/decreto-123');
  await focal.locator('[name="BROADBAND_PLAN.INSTRUMENT:date"]').fill('2026-03-01');
  await focal.locator('[name="BROADBAND_PLAN.INSTRUMENT:body"]').fill('Presidencia');
  await focal.locator('[name="BROADBAND_PLAN.SCOPE"][value=COVERAGE]').check();
  await choose(focal, 'TARGETS', 'NUMERIC');
  const attach = (name, mimeType, text) => focal.locator('[name="document:BROADBAND_PLAN.INSTRUMENT"]').setInputFiles({ name, mimeType, buffer: Buffer.from(text) });
  await attach('decreto.pdf', 'application/pdf', '<html><script>alert(1)</script></html>');
  await save(focal);
  assert.equal(await focal.getByRole('alert').count(), 1, 'what is no document is not kept');
  await attach('../decreto.txt', 'text/plain', 'Artículo 1. Apruébase el plan.\n');
  await save(focal);
  const document = await focal.request.get(url + await focal.getByRole('link', { name: 'decreto.txt' }).getAttribute('href'));
  assert.match(document.headers()['content-disposition'], /^attachment/);
  assert.equal(await document.text(), 'Artículo 1. Apruébase el plan.\n');
  assert.match(await focal.locator('#BROADBAND_PLAN header').innerText(), /nivel 2 de 4/);
});

test('the questionnaire goes out as a workbook and comes back without undoing what was saved meanwhile', async () => {
  const address = `${report}/workbook`;
  const workbook = await focal.request.get(address);
  assert.equal(workbook.status(), 200);
  assert.match(workbook.headers()['content-disposition'], /^attachment; filename="URY-2026-es.xlsx"/);
  const buffer = await workbook.body();
  assert.equal(buffer.subarray(0, 2).toString(), 'PK');
  await focal.goto(`${report}/sections/AREA_1`);
  await focal.locator('[name="BROADBAND_PLAN.INSTRUMENT:body"]').fill('Presidencia de la República');
  await save(focal);
  const upload = async (name, bytes) => {
    await focal.goto(report);
    await focal.locator('input[name=workbook]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
    const [answer] = await Promise.all([focal.waitForResponse(address), focal.locator('form[action$="/workbook"] button').click()]);
    return answer.status();
  };
  assert.equal(await upload('w.xlsx', buffer), 200);
  assert.equal(await focal.getByRole('alert').count(), 0);
  assert.deepEqual(await violations(focal), []);
  assert.equal(await upload('w.xlsm', Buffer.from('PK\x03\x04 no workbook')), 422);
  assert.equal(await focal.getByRole('alert').count(), 1);
  await focal.goto(`${report}/sections/AREA_1`);
  assert.equal(await focal.locator('[name="BROADBAND_PLAN.INSTRUMENT:body"]').inputValue(), 'Presidencia de la República');

  const file = join(space.path, 'report.xlsx');
  const verb = (...words) => execFileSync(program, ['register', ...words, '-w', space.path], { encoding: 'utf8', stdio: 'pipe' });
  const submission = report.split('/').at(-1);
  verb('xlsx', 'out', submission, file, '--language', 'pt');
  const everybody = JSON.parse(verb('people', '--json'));
  const with_role = (role) => everybody.find((one) => one.roles.some((held) => held.role === role)).person;
  const told = JSON.parse(verb('xlsx', 'in', submission, file, '--person', with_role('focal_point'), '--json'));
  assert.deepEqual([told.saved, told.conflicts, told.refused], [0, [], []]);
  assert.throws(() => verb('xlsx', 'in', submission, file, '--person', with_role('secretariat')), 'the secretariat answers for no country');
});

test('sending gives a receipt that another program verifies', async () => {
  await focal.goto(report);
  await focal.getByLabel('Enviar sin ellos').check();
  await press(focal, 'Enviar el informe');
  assert.match(focal.url(), /receipts\/[a-z2-7]{26}$/);
  receipt = await focal.locator('dd', { hasText: /^ey/ }).innerText();
  const { keys } = JSON.parse((await site.get('/.well-known/atalaya-receipts.json')).text);
  const [head, payload, signature] = receipt.split('.');
  const key = createPublicKey({ key: keys.find(({ kid }) => kid === JSON.parse(Buffer.from(head, 'base64url')).kid) ?? keys[0], format: 'jwk' });
  const good = (text) => verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  assert.ok(good(`${head}.${payload}`), 'the signature is the register\'s');
  assert.ok(!good(`${head}.${payload.slice(0, -2)}AA`), 'another text is not');
  const said = JSON.parse(Buffer.from(payload, 'base64url'));
  assert.equal(said.country ?? said.payload?.country, 'URY');
});

test('a reviewer returns it with remarks; the focal point replies and sends again; the reviewer accepts', async () => {
  const reviewer = await member('working_group', 'URY', 'Revisora');
  await reviewer.goto(`${report}/review`);
  await press(reviewer, 'Tomarlo en revisión');
  for (const [about, text] of [['BROADBAND_PLAN.TARGETS', 'Falta el año de las metas.'], ['BROADBAND_PLAN.FUNDS', 'Cite la partida.']]) {
    await reviewer.getByLabel('Acerca de', { exact: true }).selectOption(about);
    await reviewer.getByLabel('Observación').fill(text);
    await press(reviewer, 'Agregar la observación');
  }
  await press(reviewer, 'Devolverlo con las observaciones');
  await focal.goto(`${report}/review`);
  assert.equal(await focal.getByText('Cite la partida.').count(), 1);
  await focal.getByLabel('Réplica').first().fill('Está en el anexo.');
  await focal.getByRole('button', { name: 'Enviar la réplica' }).first().click();
  assert.equal(await focal.getByText('Está en el anexo.').count(), 1);
  await focal.goto(`${report}/sections/AREA_1`);
  await choose(focal, 'FUNDS', 'OCCASIONAL');
  await save(focal);
  await focal.goto(report);
  await focal.getByLabel('Enviar sin ellos').check();
  await press(focal, 'Enviar el informe');
  assert.match(focal.url(), /receipts/);
  await reviewer.goto(`${report}/review`);
  await press(reviewer, 'Tomarlo en revisión');
  await press(reviewer, 'Aceptar el informe');
  assert.match(await reviewer.locator('.lede').innerText(), /aceptado/);
  await reviewer.context().close();
});

test('civil society adds its review beside the official one, and the country replies', async () => {
  const civil = await member('civil_society', 'URY', 'Colectivo');
  const public_page = report.replace('submissions', 'reports');
  await civil.goto(public_page);
  await civil.getByRole('link', { name: 'Agregar una revisión' }).click();
  await civil.getByLabel('Indicador').selectOption('BROADBAND_PLAN');
  await civil.getByLabel('El nivel que usted ve').fill('1');
  await civil.getByLabel('Lo que usted ve').fill('El plan no se ejecuta en zonas rurales.');
  await press(civil, 'Agregar la revisión');
  assert.equal(await civil.getByText('zonas rurales').count(), 1);
  await focal.goto(`${report}/review`);
  await focal.getByLabel('Réplica del país').fill('Se ejecutará en 2027.');
  await focal.getByRole('button', { name: 'Enviar la réplica' }).last().click();
  await civil.context().close();
  const visitor = await open();
  assert.equal((await visitor.goto(public_page)).status(), 404, 'not published yet');
  await visitor.context().close();
});

test('accepted scores become figures of the next release, with their origin', async () => {
  const verb = (...args) => JSON.parse(execFileSync(program, [...args, '-w', space.path, '--json'], { encoding: 'utf8' }));
  const published = verb('register', 'publish');
  assert.deepEqual([published.scores, published.published], [1, 1]);
  assert.deepEqual([verb('register', 'publish').scores, verb('register', 'publish').published], [1, 0], 'again changes nothing');
  const { release } = verb('release');
  const head = execFileSync(program, ['register', 'verify', '-w', space.path], { encoding: 'utf8' });
  assert.match(head, /every entry of the log is what it was/);
  await site.stop();
  site = await startSite({ workspace: space.path, port });
  const said = await site.get('/sdmx/v2/data/dataflow/ATALAYA/DF_DIGITAL/+/A.URY.BROADBAND_PLAN.*.*.*?attributes=all', { headers: { accept: 'application/vnd.sdmx.data+csv;version=2.0.0' } });
  assert.match(said.text, /URY,BROADBAND_PLAN,.*2026,2/, `${release}: ${said.text}`);
  assert.match(said.text, /FOCAL_POINT|punto focal|focal point/i);
  const visitor = await open();
  await visitor.goto(report.replace('submissions', 'reports'));
  assert.equal(await visitor.getByText('Decreto 123/2026').count(), 1);
  assert.equal(await visitor.getByText('zonas rurales').count(), 1);
  assert.equal(await visitor.getByText('Se ejecutará en 2027.').count(), 1);
  // The country's page for the goal: maturity with the receipt that it is traced to, and the review beside it.
  await visitor.goto(`${url}/es/countries/URY/goals/1`);
  const row = visitor.locator('tr', { has: visitor.locator('a[href$="/indicators/BROADBAND_PLAN"]') });
  assert.match(await row.innerText(), /\t2\t2026/);
  const receipt = (await row.locator('a[href*="/register/receipts/"]').getAttribute('href')).split('/').at(-1);
  assert.ok(said.text.split('\n').some((line) => line.includes('BROADBAND_PLAN') && line.includes(receipt)), `SDMX says it too: ${said.text}`);
  assert.equal(await visitor.getByText('zonas rurales').count(), 1);
  assert.equal(await visitor.getByText('Se ejecutará en 2027.').count(), 1);
  const download = await site.get(await visitor.getByRole('link', { name: 'SDMX-CSV' }).getAttribute('href'));
  assert.ok(download.text.includes(receipt), `the page's own data: ${download.text.slice(0, 500)}`);
  await visitor.goto(`${url}/es/indicators/BROADBAND_PLAN`);
  assert.match(await visitor.locator('main').innerText(), /Uruguay/);
  await visitor.context().close();
});

test('no page of the table answers who may not have it, and no form without its token does anything', async () => {
  const table = [...readFileSync(new URL('../../src/site/register/routes.cpp', import.meta.url), 'utf8').matchAll(/Route\{"(\w+)", "([^"]*)", Action::(\w+)/g)];
  assert.ok(table.length > 30);
  const id = report.split('/').at(-1);
  const visitor = await open();
  const outsider = await member('observer', 'BRA', 'Observador');
  for (const [, method, pattern, action] of table) {
    const path = pattern.replace('{submission}', id).replace('{section}', 'AREA_1').replace(/\{\w+\}/, 'a'.repeat(52));
    const address = `${url}/es/register${path}`;
    if (method === 'POST') {
      for (const page of [visitor, outsider]) assert.equal((await page.request.post(address, { form: { country: 'URY' } })).status(), 422, `${action} at ${path}`);
      continue;
    }
    const answer = await visitor.request.get(address, { maxRedirects: 0 });
    if (action === 'ReadPublic') assert.ok([200, 404, 422].includes(answer.status()), `${path}: ${answer.status()}`);
    else assert.deepEqual([answer.status(), answer.headers().location?.split('?')[0]], [303, '/es/register/login'], path);
    assert.match(answer.headers()['cache-control'] ?? '', /no-/, path);
    if (!['ReadPublic', 'ManageOwnAccount', 'ReadWorkingGroup'].includes(action)) assert.equal((await outsider.request.get(address, { maxRedirects: 0 })).status(), 403, `${path} for an observer of another country`);
  }
  await Promise.all([visitor.context().close(), outsider.context().close()]);
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
  assert.ok(cookies.every((cookie) => cookie.value !== fixed && cookie.httpOnly && cookie.sameSite === 'Lax'));
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
  for (const path of ['', '/login', '/desk', '/account', '/people', '/cycles', report.split('/register')[1], `${report.split('/register')[1]}/review`, report.split('/register')[1].replace('submissions', 'reports')]) {
    for (const colorScheme of ['light', 'dark']) {
      await secretariat.emulateMedia({ colorScheme });
      await secretariat.goto(`${url}/es/register${path}`);
      assert.deepEqual(await violations(secretariat), [], `${path}, ${colorScheme}`);
    }
  }
});
