// Fifty people edit one report at once, by HTTP: nothing that was acknowledged is lost, nothing stands twice, and who meets another's answer is shown both.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { invite, openOffice } from './register_office.mjs';
import { forEach, prepareWorkspace, program, startSite } from './site.mjs';
import { inputs, Visitor } from './visitor.mjs';

const many = 50;
let space, site, focal, report, people;
const logged = () => JSON.parse(execFileSync(program, ['register', 'verify', '-w', space.path, '--json'], { encoding: 'utf8' })).entries;
const count = (list, wanted) => list.filter((one) => one === wanted).length;

before(async () => {
  space = prepareWorkspace();
  site = await startSite({ workspace: space.path });
  ({ focal, report } = await openOffice(space, site.url));
  people = [];
  for (let i = 1; i < many; ++i) {
    const one = new Visitor(site.url);
    await one.join(invite(space, 'focal_point', 'URY', `Person ${i}`));
    people.push(one);
  }
  people.push(focal);
});
after(async () => {
  await site?.stop();
  space?.remove();
});

/** The questions that one answers by choosing, of all sections: {section, question, options}. */
async function choices() {
  const out = [];
  for (const [, section] of (await focal.get(report)).html.matchAll(/href="([^"]*\/sections\/[A-Z0-9_]+)"/g)) {
    const { html } = await focal.get(section);
    const options = {};
    for (const [tag] of html.matchAll(/<input [^>]*type="radio"[^>]*>/g)) (options[/ name="([^"]*)"/.exec(tag)[1]] ??= []).push(/ value="([^"]*)"/.exec(tag)[1]);
    for (const [question, codes] of Object.entries(options)) if (!out.some((one) => one.question === question)) out.push({ section, question, codes });
  }
  return out;
}
const chosen = (html, question) => [...html.matchAll(/<input [^>]*type="radio"[^>]*>/g)].map(([tag]) => tag).find((tag) => tag.includes(` name="${question}"`) && / checked/.test(tag));

test('fifty save answers to different questions at once, and all stand', async () => {
  const questions = await choices();
  assert.ok(questions.length >= 30, `${questions.length} questions`);
  const tasks = people.map((person, i) => ({ person, ...questions[i % questions.length], code: questions[i % questions.length].codes[Math.floor(i / questions.length)] }));
  await Promise.all(tasks.map(({ person, section }) => person.get(section)));
  const before = logged();
  const answers = await Promise.all(tasks.map(({ person, section, question, code }) => person.post(section, { [`revision:${question}`]: '0', [question]: code })));
  const statuses = answers.map((one) => one.status);
  assert.equal(count(statuses, 200), questions.length < many ? questions.length : many, 'each question is answered by the first');
  assert.equal(count(statuses, 200) + count(statuses, 409), many, `${statuses}`);
  assert.equal(logged() - before, many, 'each is in the log once');
  for (const { section, question, codes } of questions.slice(0, many)) {
    const { html } = await focal.get(section);
    const given = tasks.filter((one) => one.question === question).map((one) => one.code);
    const stands = / value="([^"]*)"/.exec(chosen(html, question))[1];
    assert.ok(given.includes(stands), `${question}: ${stands} of ${given}`);
    assert.ok(codes.includes(stands));
  }
});

const plan = 'BROADBAND_PLAN.INSTRUMENT';
let section;

test('fifty answer the same question at once: one answer stands, and the forty-nine others are shown beside it', async () => {
  section = `${report}/sections/AREA_1`;
  const state = inputs((await focal.get(section)).html)['revision:BROADBAND_PLAN.STATE'];
  assert.equal((await focal.post(section, { 'revision:BROADBAND_PLAN.STATE': state, 'BROADBAND_PLAN.STATE': 'ADOPTED' })).status, 200);
  await Promise.all(people.map((person) => person.get(section)));
  const before = logged();
  const answers = await Promise.all(people.map((person, i) => person.post(section, { [`revision:${plan}`]: '0', [plan]: `Plan of person ${i}.` })));
  const statuses = answers.map((one) => one.status);
  assert.deepEqual([count(statuses, 200), count(statuses, 409)], [1, many - 1]);
  const winner = statuses.indexOf(200);
  for (const [i, answer] of answers.entries()) {
    if (i !== winner) assert.match(answer.html, /1 answer was changed by somebody else meanwhile/);
  }
  const { html } = await focal.get(section);
  assert.equal(inputs(html)[plan], `Plan of person ${winner}.`);
  const beside = [...html.matchAll(/at the same time and is kept: Plan of person (\d+)\./g)].map(([, number]) => Number(number));
  assert.deepEqual(beside.sort((a, b) => a - b), [...people.keys()].filter((i) => i !== winner));
  assert.equal(logged() - before, many);
});

test('a form that is sent again, because no answer came, changes nothing', async () => {
  const before = logged();
  const again = await Promise.all(people.map((person, i) => person.post(section, { [`revision:${plan}`]: '0', [plan]: `Plan of person ${i}.` })));
  assert.equal(count(again.map((one) => one.status), 409) + count(again.map((one) => one.status), 200), many);
  assert.equal(logged(), before);
});

test('fifty who each go on until their answer stands write fifty revisions, no more and no fewer', async () => {
  const revision = async () => Number(inputs((await focal.get(section)).html)[`revision:${plan}`]);
  const start = await revision();
  let met = 0;
  await forEach([...people.entries()], async ([i, person]) => {
    let seen = inputs((await person.get(section)).html);
    for (;;) {
      const { status, html } = await person.post(section, { [`revision:${plan}`]: seen[`revision:${plan}`], [plan]: `Turn of person ${i}.` });
      if (status === 200) return;
      assert.equal(status, 409);
      seen = inputs(html);
      met += 1;
    }
  }, many / 2);
  assert.equal(await revision(), start + many, `${met} met another's answer`);
});

test('a report that is sent twenty times at once is sent once', async () => {
  const other = new Visitor(site.url);
  await other.join(invite(space, 'focal_point', 'CHL', 'Sender'), { withCode: true });
  const begin = /action="([^"]*\/cycles\/[a-z2-7]{26}\/begin)"/.exec((await other.get('/en/register/desk')).html)[1];
  const mine = (await other.post(begin, { country: 'CHL' })).location;
  const { html } = await other.get(`${mine}/sections/AREA_1`);
  await other.post(`${mine}/sections/AREA_1`, { 'revision:BROADBAND_PLAN.STATE': inputs(html)['revision:BROADBAND_PLAN.STATE'], 'BROADBAND_PLAN.STATE': 'NONE' });
  const windows = Array.from({ length: 20 }, () => other.again());
  await Promise.all(windows.map((one) => one.get(mine)));
  const sent = (await Promise.all(windows.map((one) => one.post(`${mine}/submit`, { 'leave-out': 'yes' })))).map((one) => one.status);
  assert.deepEqual([count(sent, 303), count(sent, 409)], [1, 19]);
  assert.equal((await other.get(mine)).html.match(/register\/receipts\/[a-z2-7]{26}/g).length, 1);
});
