// A register with its first people and a report, by HTTP alone: what tests need before they begin.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { program } from './site.mjs';
import { inputs, Visitor } from './visitor.mjs';

let invited = 0;

/** Lets people of Uruguay log in at a provider (`login.yaml`). */
export function trustProvider(space, id, issuer) {
  const file = path.join(space.path, 'login.yaml');
  writeFileSync(file, `providers:
  - id: ${id}
    name: {es: Clave del Uruguay, en: Key of Uruguay, pt: Chave do Uruguai}
    issuer: "${issuer}"
    client_id: atalaya
    client_secret: s3cret
    countries: [URY]
    scopes: [openid, profile, email]
    assurance: {default: low, acr: {"urn:example:gold": substantial}}
`);
  chmodSync(file, 0o600);
}

/** The token of an invitation. */
export function invite(space, role, country = '', name = 'Somebody') {
  const words = ['register', 'invite', '-w', space.path, '--role', role, ...(country ? ['--country', country] : []), '--name', name, '--email', `person${++invited}@example.org`, '--json'];
  return JSON.parse(execFileSync(program, words, { encoding: 'utf8' })).token;
}

export async function join(space, url, role, country = '', name = 'Somebody') {
  const out = new Visitor(url);
  await out.join(invite(space, role, country, name), { withCode: true, name });
  return out;
}

/** The secretariat with an open cycle, and the focal point of Uruguay with a report that is begun. */
export async function openOffice(space, url) {
  const secretariat = await join(space, url, 'secretariat');
  await secretariat.get('/en/register/cycles');
  const opened = await secretariat.post('/en/register/cycles', { questionnaire: 'ELAC2022_INSTRUMENTS', year: '2026', 'title-es': 'Ciclo', 'title-en': 'Cycle', 'title-pt': 'Ciclo' });
  assert.equal(opened.status, 303, opened.html);
  const focal = await join(space, url, 'focal_point', 'URY');
  const begin = /action="([^"]*\/cycles\/[a-z2-7]{26}\/begin)"/.exec((await focal.get('/en/register/desk')).html)[1];
  const report = (await focal.post(begin, { country: 'URY' })).location;
  return { secretariat, focal, report };
}

/** Answers one question and sends the report; gives the address of the receipt. */
export async function sendReport(focal, report) {
  const section = `${report}/sections/AREA_1`;
  const { 'revision:BROADBAND_PLAN.STATE': revision } = inputs((await focal.get(section)).html);
  assert.equal((await focal.post(section, { 'revision:BROADBAND_PLAN.STATE': revision, 'BROADBAND_PLAN.STATE': 'NONE' })).status, 200);
  await focal.get(report);
  const sent = await focal.post(`${report}/submit`, { 'leave-out': 'yes' });
  assert.equal(sent.status, 303, sent.html);
  return sent.location;
}
