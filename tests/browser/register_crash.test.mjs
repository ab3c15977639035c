// The server is killed (SIGKILL) at random moments while people save answers; whatever it said is saved is there when it is asked again.
//   CRASHES   how often; without it 100
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { prepareWorkspace, program } from './site.mjs';
import { inputs, Visitor } from './visitor.mjs';

const crashes = Number(process.env.CRASHES ?? 100);
const port = 20000 + Math.floor(Math.random() * 20000);
const url = `http://127.0.0.1:${port}`;
let space, server;

async function start() {
  server = spawn(program, ['serve', '--workspace', space.path, '--port', String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((ready, failed) => {
    server.stdout.on('data', (text) => text.includes('Serving release') && ready());
    server.once('exit', (code) => failed(new Error(`the server ended with ${code}`)));
  });
}

async function kill() {
  const ended = new Promise((done) => server.once('exit', done));
  server.kill('SIGKILL');
  await ended;
}

before(async () => {
  space = prepareWorkspace();
  await start();
});
after(async () => {
  await kill();
  space.remove();
});

function invite(role, country) {
  const words = ['register', 'invite', '-w', space.path, '--role', role, ...(country ? ['--country', country] : []), '--name', 'Somebody', '--email', `${role}@example.org`, '--json'];
  return JSON.parse(execFileSync(program, words, { encoding: 'utf8' })).token;
}

test(`no answer that was acknowledged is lost in ${crashes} crashes`, async () => {
  const secretariat = new Visitor(url);
  await secretariat.join(invite('secretariat'), { withCode: true });
  const questionnaire = /<option value="(\w+)"/.exec((await secretariat.get('/en/register/cycles')).html)?.[1] ?? 'ELAC2022_INSTRUMENTS';
  const opened = await secretariat.post('/en/register/cycles', { questionnaire, year: '2026', 'title-es': 'Ciclo', 'title-en': 'Cycle', 'title-pt': 'Ciclo' });
  assert.equal(opened.status, 303, opened.html);
  const focal = new Visitor(url);
  await focal.join(invite('focal_point', 'URY'));
  const begin = /action="([^"]*\/cycles\/[a-z2-7]{26}\/begin)"/.exec((await focal.get('/en/register/desk')).html)[1];
  const report = (await focal.post(begin, { country: 'URY' })).location;
  const section = `${report}/sections/AREA_1`;

  const seen = async () => inputs((await focal.get(section)).html);
  // Three plans whose titles are written over and over, each by a writer of its own.
  const plans = Object.keys(await seen()).filter((name) => /^revision:\w+\.STATE$/.test(name)).map((name) => name.slice(9, -6)).slice(0, 3);
  assert.equal(plans.length, 3);
  for (const plan of plans) assert.equal((await focal.post(section, { [`revision:${plan}.STATE`]: '0', [`${plan}.STATE`]: 'ADOPTED' })).status, 200);

  const acknowledged = Object.fromEntries(plans.map((plan) => [plan, 0]));
  const sent = { ...acknowledged };
  let total = 0;
  async function write(plan, revision) {
    for (;;) {
      sent[plan] += 1;
      const answer = await focal.post(section, { [`revision:${plan}.INSTRUMENT`]: revision, [`${plan}.INSTRUMENT`]: `Plan ${sent[plan]}` }).catch(() => null);
      if (answer === null) return;
      assert.equal(answer.status, 200);
      acknowledged[plan] = sent[plan];
      total += 1;
      revision = inputs(answer.html)[`revision:${plan}.INSTRUMENT`];
    }
  }
  for (let crash = 0; crash < crashes; ++crash) {
    const fields = await seen();
    for (const plan of plans) {
      const kept = Number(/^Plan (\d+)$/.exec(fields[`${plan}.INSTRUMENT`])?.[1] ?? 0);
      assert.ok(kept >= acknowledged[plan] && kept <= sent[plan], `${plan} after ${crash} crashes: ${kept} is kept, ${acknowledged[plan]} was acknowledged, ${sent[plan]} sent`);
      acknowledged[plan] = sent[plan] = kept;
    }
    const writers = plans.map((plan) => write(plan, fields[`revision:${plan}.INSTRUMENT`]));
    await pause(5 + Math.random() * 150);
    await kill();
    await Promise.all(writers);
    await start();
  }
  assert.ok(total > crashes, `${total} answers were acknowledged`);
  assert.match(execFileSync(program, ['register', 'verify', '-w', space.path], { encoding: 'utf8' }), /every entry of the log is what it was/);
});
