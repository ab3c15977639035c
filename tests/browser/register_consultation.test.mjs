// A public consultation as people meet it without scripts: read, comment, be refused too soon, mend a form, withdraw with the key.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { openBrowser, prepareWorkspace, program, startSite } from './site.mjs';

let site, browser, space, id, page;
const port = 20000 + Math.floor(Math.random() * 20000);

before(async () => {
  space = prepareWorkspace();
  const file = join(space.path, 'text.yaml');
  writeFileSync(file, `title: {es: Agenda 2030, en: Agenda 2030, pt: Agenda 2030}
voice: anonymous
opens: "2026-01-01T00:00"
closes: "2099-12-31T23:59"
zone: America/Santiago
paragraphs:
  - {heading: true, content: {es: Conectividad, en: Connectivity, pt: Conectividade}}
  - {label: "1", content: {es: Toda escuela tendrá banda ancha., en: Every school will have broadband., pt: Toda escola terá banda larga.}}
`);
  id = JSON.parse(execFileSync(program, ['register', 'consultation', 'publish', '-w', space.path, file, '--json'], { encoding: 'utf8' })).consultation;
  [site, browser] = await Promise.all([startSite({ workspace: space.path, port }), openBrowser()]);
  page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
});
after(async () => {
  await browser?.close();
  await site?.stop();
  space?.remove();
});

const at = (rest = '') => `${site.url}/en/register/consultations/${id}${rest}`;
const send = () => page.locator('form button').last().click({ timeout: 8000 });

test('the text is read in the language of the page, with its closing in its zone', async () => {
  await page.goto(at());
  assert.match(await page.locator('main').innerText(), /Every school will have broadband\./);
  assert.match(await page.locator('main').innerText(), /23:59 \(America\/Santiago\)/);
  const seen = await (await browser.newContext()).newPage();
  await seen.goto(at('/points/2'));
  assert.deepEqual(await violations(seen), []);
});

let key, comment;

test('what comes sooner than anybody writes is refused, and nothing of it is lost', async () => {
  await page.goto(at('/points/2'));
  assert.equal(await page.locator('[name=website]').isVisible(), false, 'nobody sees the trap');
  await page.locator('[name=text]').fill('And every library <b>too</b>.');
  await send();
  assert.match(await page.getByRole('alert').innerText(), /sooner/);
  assert.equal(await page.locator('[name=text]').inputValue(), 'And every library <b>too</b>.');
  await page.waitForTimeout(3500);
  await send();
  assert.match(await page.locator('.call.done').innerText(), /public/);
  key = await page.locator('dd').first().innerText();
  comment = await page.getByRole('link', { name: 'Your comment' }).getAttribute('href');
  await page.goto(at('/points/2'));
  assert.match(await page.locator('article').innerText(), /And every library <b>too<\/b>\./);
});

test('a program that fills every field is refused', async () => {
  await page.goto(at('/points/2'));
  const [csrf, form] = await Promise.all(['csrf', 'form'].map((name) => page.locator(`[name=${name}]`).last().inputValue()));
  await page.waitForTimeout(3500);
  const refused = await page.request.post(at('/points/2/comment'), { form: { csrf, form, text: 'Buy this', language: 'en', website: 'http://spam.example' } });
  assert.equal(refused.status(), 422);
  const forged = await page.request.post(at('/points/2/comment'), { form: { csrf, form: form.slice(0, -1) + '!', text: 'Buy this', language: 'en' } });
  assert.equal(forged.status(), 422);
  const twice = await Promise.all([1, 2, 3].map(() => page.request.post(at('/points/2/comment'), { form: { csrf, form, text: 'Once', language: 'en' } })));
  assert.deepEqual(twice.map((answer) => answer.status()), [200, 200, 200]);
  const csv = (await site.get(`/en/register/consultations/${id}/data/comments.csv`)).text;
  assert.equal(csv.split('\n').filter((line) => line.includes(',Once,')).length, 1, 'a repeated sending stands once');
  assert.equal(csv.includes('Buy this'), false);
});

test('the author takes the comment back with the key, and nobody without it', async () => {
  await page.goto(site.url + comment);
  await page.locator('[name=key]').fill('no key of mine');
  await page.getByRole('button', { name: 'Withdraw the comment' }).click();
  assert.match(await page.locator('h1').innerText(), /Not Found|not found|no such/i);
  await page.goto(site.url + comment);
  await page.locator('[name=key]').fill(key);
  await page.getByRole('button', { name: 'Withdraw the comment' }).click();
  assert.match(await page.locator('main').innerText(), /its author withdrew it/);
  const all = await site.get(`/en/register/consultations/${id}/data/consultation.json`);
  assert.equal(all.text.includes('library'), false);
  assert.equal(JSON.parse(all.text).comments[0].hidden_for, 'withdrawn');
});

test('a consultation that is closed tells its reason and its result', async () => {
  execFileSync(program, ['register', 'consultation', 'close', '-w', space.path, id, '--reason', 'Another text was approved.']);
  await page.goto(at());
  assert.match(await page.locator('main').innerText(), /Another text was approved\./);
  assert.equal(await page.locator('table').count(), 1);
  await page.goto(at('/points/2'));
  assert.equal(await page.locator('[name=text]').count(), 0);
});
