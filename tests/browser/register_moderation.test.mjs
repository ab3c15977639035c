// The secretariat's side of a consultation, and what its readers see of it: support, moderation with reasons, an appeal that another decides, answers, closing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { languages, openBrowser, prepareWorkspace, program, startSite } from './site.mjs';
import { oneTimeCode } from './visitor.mjs';

let site, browser, space, id;
const people = {};

/** A person of the register with a page of their own, logged in; without scripts, as all of this must work. */
async function join(name, role, withCode) {
  const invite = ['register', 'invite', '-w', space.path, '--role', role, '--name', name, '--email', `${name.toLowerCase()}@example.org`, '--json'];
  const { token } = JSON.parse(execFileSync(program, invite, { encoding: 'utf8' }));
  const page = await (await browser.newContext({ locale: 'en', javaScriptEnabled: false })).newPage();
  await page.goto(`${site.url}/en/register/invitations/${token}`);
  await page.locator('input[type=password]').fill('a long enough sentence');
  await page.locator('main button.btn').first().click();
  if (withCode) {
    await page.goto(`${site.url}/en/register/account`);
    await page.getByRole('button', { name: 'Set up a code' }).click();
    await page.locator('input[autocomplete=one-time-code]').fill(oneTimeCode(await page.locator('dd').first().innerText()));
    await page.getByRole('button', { name: 'Confirm the code' }).click();
  }
  people[name] = page;
}

const at = (rest = '', language = 'en') => `${site.url}/${language}/register/consultations/${id}${rest}`;
const desk = (rest = '', language = 'en') => `${site.url}/${language}/register/desk/consultations${rest}`;
const main = (page) => page.locator('main').innerText();
const press = (page, name) => page.getByRole('button', { name, exact: true }).click({ timeout: 8000 });
const fill = (page, field, text) => page.locator(`[id="${field}"]`).fill(text);

/** What axe finds, in a page with scripts that has the same session. */
async function sound(page, what) {
  const context = await browser.newContext();
  await context.addCookies(await page.context().cookies());
  const seen = await context.newPage();
  await seen.goto(page.url());
  assert.deepEqual(await violations(seen), [], what);
  if (process.env.SCREENSHOTS) {
    mkdirSync(process.env.SCREENSHOTS, { recursive: true });
    for (const scheme of ['light', 'dark']) {
      await seen.emulateMedia({ colorScheme: scheme });
      for (const width of [360, 768, 1440]) {
        await seen.setViewportSize({ width, height: 900 });
        await seen.screenshot({ path: `${process.env.SCREENSHOTS}/${what.replaceAll(/\W+/g, '-')}-${width}-${scheme}.png`, fullPage: true });
      }
    }
  }
  for (const width of [360, 1440]) {
    await seen.setViewportSize({ width, height: 900 });
    assert.ok(await seen.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${what}: no sideways scrolling at ${width}`);
  }
}

before(async () => {
  space = prepareWorkspace();
  [site, browser] = await Promise.all([startSite({ workspace: space.path }), openBrowser()]);
  await join('Rita', 'secretariat', true);
  await join('Ana', 'secretariat', true);
  await join('Luis', 'citizen', false);
});
after(async () => {
  await browser?.close();
  await site?.stop();
  space?.remove();
});

test('the secretariat looks at a text before it publishes it, and loses nothing of a wrong one', async () => {
  const page = people.Rita;
  await page.goto(desk());
  await fill(page, 'con-title.en', 'Agenda 2030');
  await fill(page, 'con-text.en', '# Connectivity\n\n[1] Every school will have broadband.\n\n[2] Every library too.');
  await fill(page, 'con-opens', '2026-01-01T00:00');
  await fill(page, 'con-closes', '2025-01-01T00:00');
  await press(page, 'Publish');
  assert.match(await page.getByRole('alert').first().innerText(), /must close after it opens/);
  assert.equal(await page.locator('[id="con-text.en"]').inputValue(), '# Connectivity\n\n[1] Every school will have broadband.\n\n[2] Every library too.', 'with its lines');
  await fill(page, 'con-closes', '2099-12-31T23:59');
  await fill(page, 'con-title.es', 'Agenda 2030');
  await fill(page, 'con-title.pt', 'Agenda 2030');
  await fill(page, 'con-text.es', '# Conectividad\n\n[1] Toda escuela tendrá banda ancha.\n\n[2] Toda biblioteca también.');
  await fill(page, 'con-text.pt', '# Conectividade\n\n[1] Toda escola terá banda larga.\n\n[2] Toda biblioteca também.');
  await page.locator('[name=voice]').selectOption('registered');
  await press(page, 'Look at it first');
  assert.equal(await page.locator('table tbody tr').count(), 3, 'as it will stand');
  await sound(page, 'the form to publish');
  await press(page, 'Publish');
  id = /consultations\/([a-z2-7]{26})$/.exec(page.url())[1];
  await sound(page, 'a consultation at the desk');
});

let comment;

test('people support a paragraph once, comment and reply', async () => {
  const page = people.Luis;
  await page.goto(at('/points/2'));
  await press(page, 'Support this');
  assert.match(await main(page), /1 person supports this\./);
  await press(page, 'Take your support back');
  assert.match(await main(page), /0 people support this\./);
  await press(page, 'Support this');
  await page.waitForTimeout(3500);
  await page.goto(at('/points/2'));
  await fill(page, 'comment-text', 'And who pays for it?');
  await page.waitForTimeout(3500);
  await press(page, 'Send the comment');
  await page.getByRole('link', { name: 'Your comment' }).click();
  comment = page.url().split('/').at(-1);
  // A reply that comes too soon is refused, and knows afterwards what it answers.
  await fill(page, 'comment-text', 'The ministry, I hope.');
  await press(page, 'Send the reply');
  assert.match(await page.getByRole('alert').first().innerText(), /sooner/);
  assert.equal(await page.locator('[name=parent]').getAttribute('value'), comment);
  assert.equal(await page.locator('[id=comment-text]').inputValue(), 'The ministry, I hope.');
  await page.waitForTimeout(3500);
  await press(page, 'Send the reply');
  const said = JSON.parse((await site.get(`/en/register/consultations/${id}/data/consultation.json`)).text).comments;
  assert.equal(said.find((one) => one.text === 'The ministry, I hope.').parent, comment);
});

const words = {
  hide: 'Hide the comment', hidden: /not shown: it advertises/, appeal: 'Appeal', uphold: 'It stays hidden', again: 'Show it again', restored: /Shown again after the appeal/,
};

test('what is hidden says why, its author appeals, and only another person decides', async () => {
  const { Rita, Ana, Luis } = people;
  await Rita.goto(desk(`/${id}/comments/${comment}`));
  await sound(Rita, 'moderation');
  await Rita.locator('[name=reason]').selectOption('advertising');
  await fill(Rita, 'hide-note', 'It names a shop.');
  await press(Rita, words.hide);
  assert.match(await main(Rita), /The comment was hidden, [\s\S]*It names a shop\./);
  const seen = (await site.get(`/en/register/consultations/${id}/comments/${comment}`)).text;
  assert.match(seen, words.hidden);
  assert.doesNotMatch(seen, /who pays for it/, 'the public does not read it');
  await Luis.goto(at(`/comments/${comment}`));
  assert.match(await main(Luis), /And who pays for it\?/, 'its author does');
  await fill(Luis, 'appeal-note', 'There is no shop in it.');
  await press(Luis, words.appeal);
  await sound(Luis, 'a hidden comment of one s own');
  // Who hid it decides nothing.
  await Rita.goto(desk(`/${id}/comments/${comment}`));
  await fill(Rita, 'decide-note', 'It stays so.');
  await press(Rita, words.uphold);
  assert.match(await main(Rita), /somebody else than who hid the comment/);
  await Ana.goto(desk(`/${id}`));
  await Ana.getByRole('link', { name: /who pays for it/ }).first().click();
  await fill(Ana, 'decide-note', 'Rightly asked.');
  await press(Ana, words.again);
  assert.match(await main(Ana), words.restored);
  assert.match((await site.getAnew(`/en/register/consultations/${id}/comments/${comment}`)).text, /who pays for it/);
});

test('the secretariat answers a comment and a paragraph, and both answers stand in every language', async () => {
  const page = people.Ana;
  const text = { en: 'The fund does.', es: 'El fondo.', pt: 'O fundo.' };
  await page.goto(desk(`/${id}/comments/${comment}`));
  for (const language of languages) await fill(page, `answer-content.${language}`, text[language]);
  await press(page, 'Give the answer');
  await page.goto(desk(`/${id}`));
  await page.locator('[name=paragraph]').selectOption('3');
  await page.locator('[name=outcome]').selectOption('accepted');
  for (const language of languages) await fill(page, `answer-content.${language}`, `${text[language]} (3)`);
  await press(page, 'Give the answer');
  for (const language of languages) {
    const one = await site.getAnew(`/${language}/register/consultations/${id}/comments/${comment}`);
    assert.ok(one.text.includes(text[language]), `the answer in ${language}`);
    assert.ok((await site.get(`/${language}/register/consultations/${id}`)).text.includes(`${text[language]} (3)`), `the paragraph's in ${language}`);
  }
});

test('the pages of moderation speak three languages', async () => {
  const page = people.Rita;
  const found = { es: /Ocultar el comentario/, en: /Hide the comment/, pt: /Ocultar o comentário/ };
  for (const language of languages) {
    await page.goto(desk(`/${id}/comments/${comment}`, language));
    assert.match(await page.locator('main').textContent(), found[language]);
    assert.equal(await page.locator('html').getAttribute('lang'), language);
    await page.goto(desk(`/${id}`, language));
    await sound(page, `the desk in ${language}`);
    await page.goto(at('/points/2', language));
    await sound(page, `a paragraph in ${language}`);
  }
});

test('it closes later than was said, or at once with a reason that is public', async () => {
  const page = people.Rita;
  await page.goto(desk(`/${id}`));
  await fill(page, 'extend-closes', '2100-01-31T23:59');
  await press(page, 'Extend it');
  const feed = (await site.get('/en/register/calendar.ics')).text;
  assert.match(feed, new RegExp(`UID:consultation-${id}@[^]*?SEQUENCE:1\\r\\n[^]*?DTSTART:21000201T0[23]5900Z`), 'calendars see that it was moved');
  await fill(page, 'extend-closes', '2099-01-31T23:59');
  await press(page, 'Extend it');
  assert.match(await main(page), /closes later than was said, and not sooner/);
  await page.goto(desk(`/${id}`));
  await fill(page, 'close-reason', 'Another text was approved.');
  await press(page, 'Close the consultation now');
  const about = await site.getAnew(`/en/register/consultations/${id}`);
  assert.match(about.text, /Another text was approved\./);
  assert.match(about.text, /<link rel="alternate" type="application\/atom\+xml"[^>]*\/feed">/);
  await people.Luis.goto(at('/points/2'));
  assert.equal(await people.Luis.locator('[name=text]').count(), 0, 'nobody comments any more');
  await people.Luis.goto(at());
  await sound(people.Luis, 'a consultation that is closed');
});
