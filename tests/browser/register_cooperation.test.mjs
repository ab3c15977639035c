// Working groups, calendar, initiatives and the follow-up of a cycle, in the browser and as data.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { openBrowser, prepareWorkspace, program, startSite } from './site.mjs';

let site, browser, space, page, url;

/** The code that an authenticator shows (RFC 6238). */
function code(secret) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const hash = createHmac('sha1', Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))).update(step).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}

// English: its words stand in the pages themselves.
const press = (name) => page.getByRole('button', { name, exact: true }).click({ timeout: 8000 });
const sound = async (what) => assert.deepEqual(await violations(page), [], what);
const fill = (id, text) => page.locator(`[id="${id}"]`).fill(text);

before(async () => {
  space = prepareWorkspace();
  const invite = ['register', 'invite', '-w', space.path, '--role', 'secretariat', '--name', 'Secretaría', '--email', 'secretariat@example.org', '--json'];
  const { token } = JSON.parse(execFileSync(program, invite, { encoding: 'utf8' }));
  [site, browser] = await Promise.all([startSite({ workspace: space.path }), openBrowser()]);
  url = site.url;
  page = await (await browser.newContext({ locale: 'en' })).newPage();
  await page.goto(`${url}/en/register/invitations/${token}`);
  await page.locator('input[type=password]').fill('a long enough sentence');
  await page.locator('main button.btn').first().click();
  await page.goto(`${url}/en/register/account`);
  await press('Set up a code');
  await page.locator('input[autocomplete=one-time-code]').fill(code(await page.locator('dd').first().innerText()));
  await press('Confirm the code');
});
after(async () => {
  await browser?.close();
  await site?.stop();
  space?.remove();
});

test('a working group meets, agrees and acts', async () => {
  await page.goto(`${url}/en/register/groups`);
  await fill('group-name', 'Open data');
  await fill('group-purpose', 'Proposes standards.');
  await press('Set up the group');
  const group = page.url();
  assert.match(group, /groups\/[a-z2-7]{26}$/);
  await press('Add to the group');
  await fill('meeting-title', 'First meeting');
  await fill('meeting-starts', '2036-12-01T10:00');
  await fill('meeting-ends', '2036-12-01T09:00');
  await fill('meeting-zone', 'America/Santiago');
  await fill('meeting-place', 'Santiago; room 1, second floor');
  await page.locator('[name=open]').check();
  await press('Add the meeting');
  assert.equal(await page.locator('[id="meeting-ends"]').getAttribute('aria-invalid'), 'true', 'the fault stands at its field');
  await sound('a group with a fault');
  await fill('meeting-ends', '2036-12-01T12:00');
  await press('Add the meeting');
  assert.match(page.url(), /meetings\/[a-z2-7]{26}$/);
  await sound('a meeting');
  await page.goto(group);
  await fill('action-title', 'Write the draft');
  await fill('decision-body', 'The standard is adopted.');
  await press('Record the decision');
  await fill('action-title', 'Write the draft');
  await page.locator('[id="action-due"]').fill('2036-11-01');
  await press('Add the action');
  await fill('paper-title', 'Minutes');
  await page.locator('[name=document]').setInputFiles({ name: 'minutes.txt', mimeType: 'text/plain', buffer: Buffer.from('Minutes\n') });
  await press('Add the document');
  assert.equal(await page.getByText('The standard is adopted.').count(), 1);
  assert.equal(await page.locator('table').getByText('Write the draft').count(), 1);
  const paper = await page.request.get(url + await page.getByRole('link', { name: 'Minutes' }).getAttribute('href'));
  assert.equal(await paper.text(), 'Minutes\n');
  assert.match(paper.headers()['content-disposition'], /^attachment/);
  assert.match((await site.get(new URL(group).pathname)).headers.location, /login/, 'the public does not read groups');
});

test('what two change at once is lost to nobody', async () => {
  const group = new URL((await (async () => {
    await page.goto(`${url}/en/register/groups`);
    return page.getByRole('link', { name: 'Open data' }).getAttribute('href');
  })()), url).href;
  const other = await page.context().newPage();
  const theirs = (name) => other.getByRole('button', { name, exact: true }).click({ timeout: 8000 });
  const note = 'form[action*="/actions/"] [name=note]';
  for (const one of [page, other]) {
    await one.goto(group);
    await one.locator('summary', { hasText: 'Change: Write the draft' }).click();
  }
  await page.locator(note).fill('Half of it is there.');
  await press('Save');
  await other.locator(note).fill('I have begun.');
  await theirs('Save');
  assert.match(await other.locator('.call.warn').innerText(), /Note: Half of it is there\./);
  assert.equal(await other.locator(note).inputValue(), 'I have begun.');
  await theirs('Save');
  await page.goto(group);
  assert.equal(await page.locator(note).inputValue(), 'I have begun.');
  // A meeting.
  await page.getByRole('link', { name: 'First meeting' }).click();
  await other.goto(page.url());
  await fill('meeting-place', 'Lima');
  await press('Save');
  await other.locator('[id=meeting-agenda]').fill('1. Opening\n2. The draft');
  await theirs('Save');
  assert.match(await other.locator('.call.warn').innerText(), /Place: Lima/);
  assert.equal(await other.locator('[id=meeting-agenda]').inputValue(), '1. Opening\n2. The draft');
  await other.locator('[id=meeting-place]').fill('Santiago; room 1, second floor');
  await theirs('Save');
  assert.match(await other.locator('main').innerText(), /1\. Opening\s+2\. The draft/);
  // What is wrong is said at its field, with what was typed.
  await page.goto(group);
  await fill('decision-body', ' ');
  await fill('action-title', 'Not lost');
  await page.locator('form[action$="/actions"]').evaluate((form) => {
    form.querySelector('[name=due]').type = 'text';
    form.querySelector('[name=due]').value = 'soon';
  });
  await press('Add the action');
  assert.equal(await page.locator('[id=action-title]').inputValue(), 'Not lost');
  assert.equal(await page.locator('[id=action-due]').getAttribute('aria-invalid'), 'true');
});

test('the feed has open meetings as the standard asks', async () => {
  const feed = await site.get('/es/register/calendar.ics');
  assert.equal(feed.headers['content-type'], 'text/calendar; charset=utf-8');
  assert.match(feed.text, /^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
  assert.match(feed.text, /DTSTART:20361201T130000Z\r\nDTEND:20361201T150000Z\r\n/);
  assert.match(feed.text, /LOCATION:Santiago\\; room 1\\, second floor\r\n/);
  assert.ok(feed.text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75));
  assert.ok(!/[^\r]\n/.test(feed.text));
  await page.goto(`${url}/en/register/calendar`);
  assert.equal(await page.getByText('Open data: First meeting').count(), 1);
  await sound('the calendar');
});

test('an initiative is shared, found, changed once and withdrawn', async () => {
  await page.goto(`${url}/en/register/initiatives/new`);
  await fill('initiative-title', 'Rural networks');
  await fill('initiative-summary', 'Fibre in schools.');
  await press('Share it');
  assert.equal(await page.getByRole('alert').count(), 1, 'a goal is asked for');
  await page.locator('[name=goals][value="37"]').check();
  await page.locator('[name=country]').selectOption('URY');
  await press('Share it');
  const address = page.url();
  await sound('an initiative');
  const public_list = await site.get('/en/register/initiatives?q=rural+network&goal=37&country=URY');
  assert.match(public_list.text, /Rural networks/);
  assert.doesNotMatch((await site.get('/en/register/initiatives?goal=7')).text, /Rural networks/);
  assert.match((await site.get('/en/register/initiatives.csv')).text, /URY,37,es|URY,37,en/);
  assert.deepEqual(JSON.parse((await site.get('/en/register/initiatives.json')).text).initiatives[0].goals, [37]);
  const other = await page.context().newPage();
  await other.goto(`${address}/edit`);
  await page.goto(`${address}/edit`);
  await fill('initiative-title', 'Rural networks II');
  await press('Save');
  await other.locator('[id=initiative-title]').fill('Rural networks of mine');
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  assert.match(await other.locator('main').innerText(), /Somebody else has changed this meanwhile/);
  assert.equal(await other.locator('[id=initiative-title]').inputValue(), 'Rural networks of mine', 'what was typed is there');
  assert.match(await other.locator('.call.warn').innerText(), /Title: Rural networks II/, 'and what others wrote');
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  assert.match(await other.locator('h1').innerText(), /Rural networks of mine/);
  await page.goto(`${url}/en/register/initiatives`);
  await sound('the list');
});

test('the follow-up says goal by goal what is there and what is missing', async () => {
  await page.goto(`${url}/en/register/cycles`);
  await page.locator('[name=year]').fill('2026');
  for (const language of ['es', 'en', 'pt']) await page.locator(`[name=title-${language}]`).fill('Cycle 2026');
  await page.locator('[name=due]').fill('2036-03-01');
  await press('Open the cycle');
  await page.goto(`${url}/en/register`);
  await page.getByRole('link', { name: 'Follow-up by goal' }).click();
  assert.equal(await page.locator('table').first().locator('tbody tr').count(), 39);
  await sound('the follow-up');
  const path = new URL(page.url()).pathname;
  const data = JSON.parse((await site.get(`${path}.json`)).text);
  assert.equal(data.goals.length, 39);
  assert.equal(data.goals[0].missing, data.countries);
  assert.equal(data.goals[0].by_country[0].reported, null, 'missing is missing');
  const lines = (await site.get(`${path}.csv`)).text.trim().split('\n');
  assert.equal(lines.length, 1 + 39 * data.countries);
  assert.match(lines[1], /,,,$/);
  assert.match((await site.get('/en/register/calendar.ics')).text, /SEQUENCE:0\r\nDTSTART:20360301T235959Z/);
  await page.goto(`${url}/en/register/cycles`);
  await page.locator('form[action$="/due"] [name=due]').fill('2036-04-01');
  await press('Change the dates');
  await page.waitForLoadState();
  const calendar = (await site.getAnew('/en/register/calendar.ics')).text;
  assert.match(calendar, /SEQUENCE:1\r\nDTSTART:20360401T235959Z/, 'calendars see that it was moved');
  for (const [address, type] of [['', 'application/atom+xml'], ['', 'text/calendar'], ['/calendar', 'text/calendar']]) {
    const links = [...(await site.get(`/en/register${address}`)).text.matchAll(/<link rel="alternate" type="([^"]*)"[^>]*href="([^"]*)"/g)];
    const link = links.find((one) => one[1] === type);
    assert.ok(link, `${address} names its feed of ${type}`);
    assert.match((await site.get(link[2])).headers['content-type'], new RegExp(type.replace('+', '\\+')));
  }
  await page.goto(site.url + path);
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `no sideways scrolling at ${width}`);
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/follow-up-${width}.png` });
  }
});
