// The register of instruments: a focal point adds a law, changes it beside somebody else, attaches its text; everybody finds it and takes the data.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { openBrowser, prepareWorkspace, program, startSite } from './site.mjs';
import { Visitor } from './visitor.mjs';

let site, browser, space, page, law;
const press = (name) => page.getByRole('button', { name, exact: true }).first().click({ timeout: 8000 });

before(async () => {
  space = prepareWorkspace();
  const invite = ['register', 'invite', '-w', space.path, '--role', 'focal_point', '--country', 'URY', '--name', 'Punto focal', '--email', 'focal@example.org', '--json'];
  const { token } = JSON.parse(execFileSync(program, invite, { encoding: 'utf8' }));
  [site, browser] = await Promise.all([startSite({ workspace: space.path }), openBrowser()]);
  page = await (await browser.newContext({ locale: 'en' })).newPage();
  await page.goto(`${site.url}/en/register/invitations/${token}`);
  await page.locator('input[type=password]').fill('a long enough sentence');
  await page.locator('main button.btn').first().click();
});
after(async () => {
  await browser?.close();
  await site?.stop();
  space?.remove();
});

/** Sends the form past what the browser itself checks. */
const unchecked = () => page.locator('main form').first().evaluate((form) => { form.noValidate = true; });
const fill = (name, text) => page.locator(`[name="${name}"]`).first().fill(text);

test('a focal point adds an instrument; what is wrong is said at its fields', async () => {
  await page.goto(`${site.url}/en/register/instruments/new`);
  await fill('translation', 'Law of the digital agenda');
  await unchecked();
  await press('Add the instrument');
  assert.equal(await page.locator('[name=title]').getAttribute('aria-invalid'), 'true');
  assert.equal(await page.locator('[name=translation]').inputValue(), 'Law of the digital agenda', 'what was typed is not lost');
  await fill('title', 'Ley de <b>agenda</b> digital');
  await page.locator('[name=language]').selectOption('es');
  await page.locator('[name=translation_language]').selectOption('en');
  await fill('body', 'Parlamento');
  await fill('address', 'https://example.org/ley');
  await page.locator('[name=goals][value="10"]').check();
  await page.locator('[name=state]').selectOption('in_force');
  await fill('date', '2026-03-01');
  await press('Add the instrument');
  law = new URL(page.url()).pathname;
  assert.match(law, /instruments\/[a-z2-7]{26}$/, await page.locator('main').innerText());
  assert.match(await page.locator('main').innerText(), /Ley de <b>agenda<\/b> digital/);
});

test('two who change it at once lose nothing', async () => {
  const beside = await page.context().newPage();
  await beside.goto(`${site.url}${law}/edit`);
  await page.goto(`${site.url}${law}/edit`);
  await fill('body', 'Poder Legislativo');
  await press('Save');
  assert.match(await page.locator('main').innerText(), /Poder Legislativo/);
  await beside.locator('[name=body]').fill('Asamblea General');
  await beside.getByRole('button', { name: 'Save', exact: true }).click({ timeout: 8000 });
  const said = await beside.locator('main').innerText();
  assert.match(said, /Somebody else has changed this instrument/);
  assert.match(said, /Poder Legislativo/);
  assert.equal(await beside.locator('[name=body]').inputValue(), 'Asamblea General');
});

test('its text is kept as a document and given as an attachment; what is no document is refused', async () => {
  const attach = async (name, mimeType, text) => {
    await page.goto(`${site.url}${law}/edit`);
    await page.locator('input[type=file]').first().setInputFiles({ name, mimeType, buffer: Buffer.from(text) });
    await page.locator('form:has(input[type=file]) button').first().click();
  };
  await attach('ley.pdf', 'application/pdf', '<html><script>alert(1)</script></html>');
  assert.doesNotMatch(await page.locator('main').innerHTML(), /documents\//);
  await attach('../ley.txt', 'text/plain', 'Artículo 1.\n');
  await page.goto(`${site.url}${law}`);
  const answer = await page.request.get(site.url + await page.getByRole('link', { name: 'ley.txt' }).first().getAttribute('href'));
  assert.match(answer.headers()['content-disposition'], /^attachment/);
  assert.equal(await answer.text(), 'Artículo 1.\n');
});

test('everybody finds it by its filters, in three languages, and takes the data', async () => {
  for (const [language, query, found] of [['es', 'country=URY', true], ['en', 'goal=10&state=in_force', true], ['pt', 'kind=law', true], ['en', 'goal=11', false], ['es', 'country=BRA', false]]) {
    const { status, text } = await site.get(`/${language}/register/instruments?${query}`);
    assert.equal(status, 200);
    assert.equal(text.includes(law.split('/').at(-1)), found, `${language} ${query}`);
  }
  const csv = await site.get('/en/register/instruments.csv?country=URY');
  assert.match(csv.text, /Ley de <b>agenda<\/b> digital/);
  assert.equal((await site.get('/en/register/instruments.csv?country=URY', { headers: { 'If-None-Match': csv.headers.etag } })).status, 304);
  assert.match(JSON.stringify(JSON.parse((await site.get('/en/register/instruments.json')).text)), /Poder Legislativo/);
  assert.match((await site.get('/es/register/instruments/countries/URY')).text, /Ley de &lt;b&gt;agenda/);
  assert.match((await site.get('/en/register/instruments')).text, /Law of the digital agenda/, 'the translation, for who reads that language');
  const refused = await page.request.post(`${site.url}${law}/edit`, { form: { title: 'Forged' } });
  assert.equal(refused.status(), 422, 'a form without its token');
});

test('its pages have no fault of accessibility that a program finds', async () => {
  for (const path of ['/en/register/instruments', law, `${law}/edit`, '/en/register/instruments/new', '/en/register/instruments/countries/URY', '/en/register/instruments/compare?country=URY']) {
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.goto(site.url + path);
      assert.deepEqual(await violations(page), [], `${path}, ${colorScheme}`);
    }
  }
});

test('a report takes it from the register: proposed, confirmed, and chosen in a question', async () => {
  const invite = ['register', 'invite', '-w', space.path, '--role', 'secretariat', '--name', 'Somebody', '--email', 'office@example.org', '--json'];
  const office = new Visitor(site.url);
  await office.join(JSON.parse(execFileSync(program, invite, { encoding: 'utf8' })).token, { withCode: true });
  const { html } = await office.get('/en/register/cycles');
  const questionnaire = /<option value="(\w+)"/.exec(html)?.[1] ?? 'ELAC2022_INSTRUMENTS';
  await office.post('/en/register/cycles', { questionnaire, year: '2026', 'title-es': 'Ciclo', 'title-en': 'Cycle', 'title-pt': 'Ciclo' });
  await page.goto(`${site.url}/en/register/desk`);
  await page.locator('main form button').first().click();
  const report = page.url();
  assert.match(report, /submissions\//);
  await press('Take over the answers');
  const section = `${report}/sections/AREA_2`;
  await page.goto(section);
  const part = (name) => page.locator(`[name="DIGITAL_STRATEGY.${name}"]`);
  assert.equal(await part('INSTRUMENT').inputValue(), 'Ley de <b>agenda</b> digital');
  assert.equal(await part('INSTRUMENT:date').inputValue(), '2026-03-01');
  assert.equal(await part('INSTRUMENT:id').inputValue(), law.split('/').at(-1));
  assert.ok(await page.locator('[name="DIGITAL_STRATEGY.STATE"][value=IN_FORCE]').isChecked());
  const ask = page.locator('#DIGITAL_STRATEGY');
  assert.equal(await ask.getByText('Proposed from the register of instruments').count(), 2);
  assert.match(await ask.getByRole('link', { name: 'https://example.org/ley' }).getAttribute('href'), /^https:/);
  assert.deepEqual(await violations(page), []);
  await ask.getByRole('button', { name: 'Save' }).click();
  assert.equal(await ask.getByText('Proposed from the register').count(), 0, 'confirmed');
  // Another one is chosen: its parts come from the register.
  await part('INSTRUMENT:id').selectOption('');
  await part('INSTRUMENT').fill('Otra');
  await part('INSTRUMENT:date').fill('2019');
  await ask.getByRole('button', { name: 'Save' }).click();
  assert.equal(await part('INSTRUMENT').inputValue(), 'Otra');
  await part('INSTRUMENT:id').selectOption(law.split('/').at(-1));
  await ask.getByRole('button', { name: 'Save' }).click();
  assert.equal(await part('INSTRUMENT').inputValue(), 'Ley de <b>agenda</b> digital');
  assert.equal(await part('INSTRUMENT:date').inputValue(), '2026-03-01');
  await page.goto(report);
});

test('a release takes it along: the public pages of the country and of the goal show it, with and without a register', async () => {
  execFileSync(program, ['release', '-w', space.path]);
  await site.stop();
  site = await startSite({ workspace: space.path });
  const id = law.split('/').at(-1);
  await page.goto(`${site.url}/en/countries/URY`);
  const row = page.locator('.rows li', { hasText: '1 instrument' });
  assert.equal(await row.count(), 1);
  await row.getByRole('link').click();
  assert.equal(new URL(page.url()).pathname, '/en/countries/URY/goals/10');
  const table = page.locator('table', { has: page.locator('caption', { hasText: 'Instruments' }) });
  assert.match(await table.innerText(), /Law of the digital agenda\s+law\s+in force/);
  assert.equal(await table.getByRole('link').first().getAttribute('href'), `/en/register/instruments/${id}`);
  await page.goto(`${site.url}/es/goals/10`);
  await page.locator('#reported').locator('..').getByRole('link', { name: 'Uruguay' }).click();
  assert.match(await page.locator('main').innerText(), /Ley de <b>agenda<\/b> digital/);
  for (const path of ['/en/countries/URY/goals/10', '/en/goals/10', '/en/countries/URY']) {
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.goto(site.url + path);
      assert.deepEqual(await violations(page), [], `${path}, ${colorScheme}`);
    }
  }
  assert.equal((await site.get('/en/countries/URY/goals/1')).status, 200, 'nothing is known for that goal');
  for (const none of ['/en/countries/XXX/goals/1', '/en/countries/URY/goals/01', '/en/countries/URY/goals/40']) assert.equal((await site.get(none)).status, 404, none);
  // The release alone: the same page, whose title leads to the official address.
  await site.stop();
  renameSync(`${space.path}/register`, `${space.path}/away`);
  site = await startSite({ workspace: space.path });
  const alone = await site.get('/en/countries/URY/goals/10');
  assert.match(alone.text, /<a href="https:\/\/example\.org\/ley"/);
  assert.doesNotMatch(alone.text, /\/register\//);
});
