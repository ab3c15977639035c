// A register with something of everything in it, made through its own forms: reports in every state, instruments, groups, initiatives, a consultation.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { join } from './register_office.mjs';
import { program } from './site.mjs';
import { inputs } from './visitor.mjs';

const idOf = (address) => /([a-z2-7]{26})(?:\/edit)?$/.exec(address)[1];
const entity = (html) => html.replaceAll('&amp;', '&');

async function done(answer, status = 303) {
  const said = await answer;
  assert.equal(said.status, status, `${said.status}: ${(said.html.match(/<(p class="bad"|div class="call (?:bad|warn)")[^]*?<\/(p|div)>/g) ?? [said.html]).join(' ')}`);
  return said;
}

/** Answers the questions of a section as they come up: an answer brings the next questions. */
async function answerSection(focal, report, section, answers, documents = {}) {
  const address = `${report}/sections/${section}`;
  const open = new Map(Object.entries(answers));
  for (let round = 0; open.size > 0 && round < 4; ++round) {
    const there = inputs((await focal.get(address)).html);
    const fields = {};
    for (const [question, value] of open) {
      const revision = there[`revision:${question}`];
      if (revision === undefined) continue;
      fields[`revision:${question}`] = revision;
      Object.assign(fields, typeof value === 'object' && !Array.isArray(value) ? value : { [question]: value });
      open.delete(question);
    }
    await done(focal.post(address, fields), 200);
  }
  assert.deepEqual([...open.keys()], [], 'questions that did not come up');
  for (const [question, file] of Object.entries(documents)) await done(focal.upload(address, {}, `document:${question}`, file), 200);
}

const act = (id, title, address, date, body) => ({ [id]: title, [`${id}:address`]: address, [`${id}:date`]: date, [`${id}:body`]: body, [`proof:${id}`]: address });

function broadbandPlan(level) {
  const answers = { 'BROADBAND_PLAN.STATE': level === 0 ? 'NONE' : level === 1 ? 'DRAFT' : 'IN_FORCE' };
  if (level < 2) return answers;
  return {
    ...answers,
    'BROADBAND_PLAN.INSTRUMENT': act('BROADBAND_PLAN.INSTRUMENT', 'Decreto 123/2024 por el que se aprueba el plan nacional de conectividad y de desarrollo de la banda ancha',
      'https://example.org/diario-oficial/2024/decretos/decreto-123-plan-nacional-de-conectividad.pdf', '2024-03-01', 'Presidencia de la República'),
    'BROADBAND_PLAN.TARGETS': 'NUMERIC',
    'BROADBAND_PLAN.FUNDS': 'BUDGET',
    'BROADBAND_PLAN.FOLLOW_UP': { 'BROADBAND_PLAN.FOLLOW_UP': 'OCCASIONAL', 'proof:BROADBAND_PLAN.FOLLOW_UP': 'https://example.org/avances' },
    'BROADBAND_PLAN.SCOPE': ['COVERAGE'],
    'BROADBAND_PLAN.COVERAGE_MAP': { 'BROADBAND_PLAN.COVERAGE_MAP': 'NO', 'proof:BROADBAND_PLAN.COVERAGE_MAP': 'https://example.org/mapa' },
  };
}

async function fillInstruments(focals) {
  const one = (more) => ({
    kind: 'law', scope: 'national', title: '', language: 'es', translation: '', translation_language: '', summary: '', body: '', address: '', goals: [],
    'budget.amount': '', 'budget.currency': '', 'budget.year': '', state: 'in_force', date: '2024-03-01', note: '', ...more,
  });
  const add = async (who, fields) => {
    await who.get('/es/register/instruments/new');
    return idOf((await done(who.post('/es/register/instruments', one(fields)))).location);
  };
  const agenda = await add(focals.URY, {
    country: 'URY', kind: 'strategy', title: 'Agenda Uruguay Digital 2028: transformación digital con sentido humano y desarrollo sostenible', translation: 'Uruguay Digital Agenda 2028',
    translation_language: 'en', summary: 'Fija doce líneas de acción con metas, responsables y plazos.\nSe revisa cada dos años.', body: 'Presidencia de la República',
    address: 'https://example.org/agenda-digital-2028', goals: ['1', '10', '37'], 'budget.amount': '1250000.50', 'budget.currency': 'UYU', 'budget.year': '2025',
    'targets[1].name': 'Hogares con conexión fija', 'targets[1].value': '95', 'targets[1].unit': '%', 'targets[1].year': '2028',
    'milestones[1].name': 'Red troncal terminada', 'milestones[1].due': '2025-06-30', 'milestones[1].reached': '2025-05-12',
    'milestones[2].name': 'Cobertura rural del 90 %', 'milestones[2].due': '2026-01-31', 'milestones[2].reached': '',
  });
  await add(focals.URY, {
    country: 'URY', title: 'Ley 20.000 de protección de datos personales', body: 'Asamblea General', goals: ['22'], state: 'in_force', date: '2019-11-02',
    'links[1].relation': 'based_on', 'links[1].to': agenda,
  });
  const draft = await add(focals.URY, { country: 'URY', kind: 'plan', title: 'Plan de comunidades digitales', body: 'Ministerio de Industria', goals: ['2', '3'], state: 'draft', date: '2026-02-01' });
  await focals.URY.get(`/es/register/instruments/${agenda}/edit`);
  await done(focals.URY.post(`/es/register/instruments/${draft}/state`, { state: 'adopted', date: '2026-06-01', note: 'Resolución 7/2026' }));
  const version = inputs((await focals.URY.get(`/es/register/instruments/${agenda}/edit`)).html).version;
  await focals.URY.upload(`/es/register/instruments/${agenda}/document`, { version }, 'document', { name: 'agenda-uruguay-digital-2028-texto-completo.txt', type: 'text/plain', bytes: Buffer.from('Artículo 1.\n') });
  await add(focals.CHL, { country: 'CHL', title: 'Ley 21.658 que crea la Secretaría de Gobierno Digital', body: 'Congreso Nacional', goals: ['10', '12'], date: '2024-02-01' });
  await add(focals.BRA, {
    country: 'BRA', kind: 'strategy', language: 'pt', title: 'Estratégia Brasileira para a Transformação Digital (E-Digital) 2022-2026', body: 'Presidência da República', goals: ['10'],
    state: 'in_force', date: '2022-11-01',
  });
  return agenda;
}

async function fillGroups(secretariat, member) {
  await secretariat.get('/es/register/groups');
  const group = idOf((await done(secretariat.post('/es/register/groups', { name: 'Medición de la economía digital', purpose: 'Propone definiciones y métodos comunes para medir el comercio y el trabajo por plataformas.' }))).location);
  const at = `/es/register/groups/${group}`;
  for (const [, person] of (await secretariat.get(at)).html.matchAll(/<option value="([a-z2-7]{26})"[^>]*>[^<]*(?:Revis|Segunda)/g)) await secretariat.post(`${at}/members`, { person });
  const meeting = (title, starts, ends, more = {}) => done(member.post(`${at}/meetings`, { title, starts, ends, zone: 'America/Santiago', place: 'Santiago de Chile, sala Raúl Prebisch', address: '', agenda: '', open: '1', version: '0', ...more }));
  await member.get(at);
  const next = idOf((await meeting('Segunda reunión ordinaria', '2036-12-01T10:00', '2036-12-01T12:30', { address: 'https://example.org/llamada/grupo-de-medicion', agenda: '1. Apertura\n2. Definición de plataforma\n3. Calendario de trabajo' })).location);
  await meeting('Primera reunión', '2025-04-02T09:00', '2025-04-02T13:00');
  const cancelled = idOf((await meeting('Reunión extraordinaria', '2036-10-05T09:00', '2036-10-05T10:00')).location);
  await done(member.post(`/es/register/meetings/${cancelled}/cancel`, {}));
  await done(member.post(`${at}/decisions`, { body: 'Se adopta la definición de plataforma digital de la Comisión de Estadística.\nSe aplicará desde el ciclo de 2027.' }));
  const owner = /<option value="([a-z2-7]{26})"[^>]*>[^<]*Revis/.exec((await member.get(at)).html)[1];
  for (const [title, due] of [['Redactar el proyecto de manual de medición del trabajo por plataformas', '2025-11-01'], ['Traducir el glosario al portugués', '2036-05-01'], ['Publicar el acta de la primera reunión', '2025-05-01']]) {
    await done(member.post(`${at}/actions`, { title, owner, due, state: 'open', note: '' }));
  }
  const last = (await member.get(at)).html.match(/actions\/[a-z2-7]{26}"/g);
  for (const one of last) {
    const { html } = await member.get(at);
    const action = /[a-z2-7]{26}/.exec(one)[0];
    const form = new RegExp(`<form[^>]*actions/${action}"[^]*?</form>`).exec(html)[0];
    if (form.includes('2025-05-01')) await done(member.post(`${at}/actions/${action}`, { version: inputs(form).version, state: 'done', owner, due: '2025-05-01', note: 'Publicada en la página del grupo.' }));
  }
  await done(member.upload(`${at}/papers`, { title: 'Acta de la primera reunión' }, 'document', { name: 'acta-primera-reunion.txt', type: 'text/plain', bytes: Buffer.from('Acta\n') }));
  return { group, meeting: next };
}

async function fillInitiatives(focals) {
  const share = async (who, fields) => {
    await who.get('/es/register/initiatives/new');
    return idOf((await done(who.post('/es/register/initiatives', { version: '0', kind: 'initiative', language: 'es', lead: '', address: '', starts: '', ends: '', ...fields }))).location);
  };
  await share(focals.CHL, { country: 'CHL', title: 'Centros digitales de barrio', summary: 'Cien centros con acompañamiento.', goals: ['1', '3'] });
  await share(focals.BRA, { country: 'BRA', kind: 'good_practice', language: 'pt', title: 'Identidade digital única', summary: 'Um só acesso para quatro mil serviços.', goals: ['12'] });
  return share(focals.URY, {
    country: 'URY', title: 'Redes comunitarias en escuelas rurales', summary: 'Fibra y puntos de acceso en 300 escuelas.\nLa mitad tiene ya su red propia.', goals: ['1', '2', '37'], lead: 'Plan Ceibal',
    address: 'https://example.org/redes-comunitarias', starts: '2024-03-01', ends: '2027-12-31',
  });
}

async function fillConsultation(space, url, people) {
  const file = path.join(space.path, 'consultation.yaml');
  const publish = (opens, closes, title) => {
    writeFileSync(file, `title: {es: "${title} 2030", en: "${title} 2030", pt: "${title} 2030"}
introduction: {es: "Proyecto para comentar párrafo por párrafo.", en: "A draft to be commented on paragraph by paragraph.", pt: "Projeto para comentar parágrafo por parágrafo."}
voice: registered
opens: "${opens}"
closes: "${closes}"
zone: America/Santiago
paragraphs:
  - {heading: true, content: {es: Conectividad e infraestructura, en: Connectivity and infrastructure, pt: Conectividade e infraestrutura}}
  - {label: "1.1", content: {es: "Toda escuela pública tendrá banda ancha en 2028.", en: "Every public school will have broadband in 2028.", pt: "Toda escola pública terá banda larga em 2028."}}
  - {label: "1.2", content: {es: "Las bibliotecas también.", en: "Libraries as well.", pt: "As bibliotecas também."}}
`);
    return JSON.parse(execFileSync(program, ['register', 'consultation', 'publish', '-w', space.path, file, '--json'], { encoding: 'utf8' })).consultation;
  };
  const [id, soon] = [publish('2026-01-01T00:00', '2035-12-31T23:59', 'Agenda digital'), publish('2034-01-01T00:00', '2035-12-31T23:59', 'Norma de datos abiertos')];
  const at = `/es/register/consultations/${id}`;
  const speakers = [people.citizen, people.civil, people.focals.CHL];
  const said = [
    ['¿Quién lo paga? El párrafo no nombra ni la fuente ni el plazo de los recursos.', 'es'], ['Compre conectividad barata en tienda.example', 'es'],
    ['As escolas indígenas precisam de prazo próprio.', 'pt'],
  ];
  const opened = await Promise.all(speakers.map(async (who) => inputs((await who.get(`${at}/points/2`)).html).form));
  await new Promise((go) => setTimeout(go, 3200));
  const comments = [];
  for (const [i, who] of speakers.entries()) {
    const { html } = await done(who.post(`${at}/points/2/comment`, { form: opened[i], parent: '', text: said[i][0], language: said[i][1], website: '' }), 200);
    comments.push(/comments\/([a-z2-7]{26})/.exec(html)[1]);
  }
  const reply = inputs((await people.civil.get(`${at}/comments/${comments[0]}`)).html).form;
  await new Promise((go) => setTimeout(go, 3200));
  await done(people.civil.post(`${at}/points/2/comment`, { form: reply, parent: comments[0], text: 'El fondo de acceso universal, según el plan.', language: 'es', website: '' }), 200);
  for (const who of speakers.slice(1)) await done(who.post(`${at}/points/2/support`, { give: '1' }));
  const desk = `/es/register/desk/consultations/${id}`;
  await people.secretariat.get(desk);
  await done(people.secretariat.post(`${desk}/comments/${comments[1]}/moderate`, { act: 'hide', reason: 'advertising', note: 'Anuncia una tienda.' }));
  await done(people.civil.post(`${at}/comments/${comments[1]}/appeal`, { note: 'No es un anuncio.' }));
  const answers = { 'content.es': 'Se nombrará el fondo.', 'content.en': 'The fund will be named.', 'content.pt': 'O fundo será nomeado.' };
  await done(people.secretariat.post(`${desk}/answer`, { comment: comments[0], paragraph: '0', outcome: 'partly_accepted', ...answers }));
  await done(people.secretariat.post(`${desk}/answer`, { paragraph: '3', outcome: 'accepted', ...answers }));
  // One that is over, with what came of it.
  const closed = publish('2026-01-01T00:00', '2035-12-31T23:59', 'Glosario');
  execFileSync(program, ['register', 'consultation', 'close', '-w', space.path, closed, '--reason', 'Otro texto fue aprobado.']);
  return { consultation: id, comment: comments[0], hidden: comments[1], soon, closed };
}

/** An authority of one certificate that the register trusts, and what it signs. Before the server starts. */
export function prepareSignatures(space) {
  const openssl = (...words) => execFileSync('openssl', words, { cwd: space.path, stdio: 'pipe' });
  mkdirSync(path.join(space.path, 'trust', 'anchors'), { recursive: true });
  mkdirSync(path.join(space.path, 'trust', 'lists'));
  const key = (name) => ['-keyout', `${name}.key`, '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-subj', `/C=UY/O=Ministerio de Industria, Energía y Minería/CN=${name}`];
  openssl('req', '-utf8', '-x509', '-days', '30', ...key('root'), '-out', 'root.pem', '-addext', 'keyUsage=critical,keyCertSign,cRLSign');
  openssl('req', '-utf8', ...key('Ministra'), '-out', 'leaf.csr');
  writeFileSync(path.join(space.path, 'leaf.ext'), 'basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation');
  openssl('x509', '-req', '-days', '30', '-in', 'leaf.csr', '-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial', '-extfile', 'leaf.ext', '-out', 'Ministra.pem');
  writeFileSync(path.join(space.path, 'trust', 'anchors', 'root.pem'), readFileSync(path.join(space.path, 'root.pem')));
  writeFileSync(path.join(space.path, 'signatures.yaml'), 'anchors: trust/anchors\nrevocation: trust/lists\nunknown_revocation: accept\n');
  return (bytes) => {
    writeFileSync(path.join(space.path, 'sign.json'), bytes);
    openssl('cms', '-sign', '-binary', '-in', 'sign.json', '-signer', 'Ministra.pem', '-inkey', 'Ministra.key', '-outform', 'DER', '-out', 'sign.p7s');
    return readFileSync(path.join(space.path, 'sign.p7s'));
  };
}

async function send(focal, report) {
  await focal.get(report);
  return (await done(focal.post(`${report}/submit`, { 'leave-out': 'yes' }))).location;
}

async function fillReports(people, cycle, sign) {
  const { focals, reviewer, second, civil } = people;
  const begin = async (country) => (await done(focals[country].post(`/es/register/cycles/${cycle}/begin`, { country }))).location;
  const step = async (report, name, note = '') => {
    await reviewer.get(`${report}/review`);
    await done(reviewer.post(`${report}/review/step`, { step: name, note }));
  };
  const reports = {};
  for (const country of Object.keys(focals)) {
    await focals[country].get('/es/register/desk');
    reports[country] = await begin(country);
  }
  // Published, signed, with a level that two agreed on and a review beside it.
  const ury = reports.URY;
  await answerSection(focals.URY, ury, 'AREA_1', { ...broadbandPlan(3), 'UNIVERSAL_ACCESS_FUND.STATE': 'DRAFT' },
    { 'BROADBAND_PLAN.INSTRUMENT': { name: 'decreto-123-plan-nacional-de-conectividad-texto-ordenado.txt', type: 'text/plain', bytes: Buffer.from('Artículo 1.\n') } });
  await answerSection(focals.URY, ury, 'AREA_2', { 'DIGITAL_STRATEGY.STATE': 'NONE' });
  const receipt = await send(focals.URY, ury);
  const version = idOf(receipt);
  const { html } = await focals.URY.get(`${ury}/signatures`);
  const frozen = (await focals.URY.get(entity(/href="([^"]+\/versions\/[^"]+)"/.exec(html)[1]))).bytes;
  await done(focals.URY.upload(`${ury}/signatures`, { version }, 'signature', { name: 'signature.p7s', bytes: sign(frozen) }), 200);
  await step(ury, 'take_up');
  await done(reviewer.post(`${ury}/review/score`, { indicator: 'UNIVERSAL_ACCESS_FUND', score: '0', reason: 'El borrador no está publicado.' }));
  const change = /name="change" value="([^"]+)"/.exec((await second.get(`${ury}/review`)).html)[1];
  await done(second.post(`${ury}/review/decide`, { change, reason: 'De acuerdo.', do: 'confirm' }));
  await step(ury, 'accept', 'Gracias por las pruebas.');
  await civil.get(`${ury}/civil`);
  await done(civil.post(`${ury}/civil`, { indicator: 'BROADBAND_PLAN', score: '1', body: 'El plan no se ejecuta en zonas rurales: véase el informe de la red.' }));
  const { html: seen } = await focals.URY.get(`${ury}/review`);
  await done(focals.URY.post(`${ury}/review/civil-reply`, { review: /name="review" value="([^"]+)"/.exec(seen)[1], body: 'Se ejecutará en 2027, con recursos del fondo.' }));
  // Returned, with two remarks and a reply.
  const chl = reports.CHL;
  await answerSection(focals.CHL, chl, 'AREA_1', broadbandPlan(2));
  await send(focals.CHL, chl);
  await step(chl, 'take_up');
  for (const [question, body] of [['BROADBAND_PLAN.TARGETS', 'Falta el año de las metas.'], ['', 'Cite la partida presupuestaria en cada caso.']]) {
    await done(reviewer.post(`${chl}/review/remark`, { question, body }));
  }
  await step(chl, 'return', 'Vea las dos observaciones.');
  const remark = /name="remark" value="([^"]+)"/.exec((await focals.CHL.get(`${chl}/review`)).html)[1];
  await done(focals.CHL.post(`${chl}/review/reply`, { remark, body: 'Está en el anexo.', do: 'reply' }));
  // In review, with a level that waits.
  const bra = reports.BRA;
  await answerSection(focals.BRA, bra, 'AREA_1', broadbandPlan(1));
  await send(focals.BRA, bra);
  await step(bra, 'take_up');
  await done(reviewer.post(`${bra}/review/score`, { indicator: 'BROADBAND_PLAN', score: '2', reason: 'El borrador ya fue aprobado.' }));
  // A draft with a contradiction and much that is missing.
  await answerSection(focals.PER, reports.PER, 'AREA_1', broadbandPlan(2));
  const peru = `${reports.PER}/sections/AREA_1`, now = inputs((await focals.PER.get(peru)).html);
  await done(focals.PER.post(peru, { 'revision:BROADBAND_PLAN.STATE': now['revision:BROADBAND_PLAN.STATE'], 'BROADBAND_PLAN.STATE': 'NONE' }), 200);
  return { reports: Object.fromEntries(Object.entries(reports).map(([country, address]) => [country, idOf(address)])), receipt: version };
}

/**
 * Fills the register of a workspace that is being served, and publishes what was accepted. `sign` is of prepareSignatures(). Gives the people, each a Visitor, and
 * the ids of what was made.
 */
export async function fillRegister(space, url, sign) {
  const people = { focals: {} };
  people.secretariat = await join(space, url, 'secretariat', '', 'Secretaría');
  await people.secretariat.get('/es/register/cycles');
  for (const [year, due] of [['2025', ''], ['2026', '2036-03-31']]) {
    await done(people.secretariat.post('/es/register/cycles', {
      questionnaire: 'ELAC2022_INSTRUMENTS', year, 'title-es': `Ciclo de seguimiento ${year}`, 'title-en': `Follow-up cycle ${year}`, 'title-pt': `Ciclo de acompanhamento ${year}`, due,
      'review-due': due === '' ? '' : '2036-06-30',
    }));
  }
  const { html } = await people.secretariat.get('/es/register/cycles');
  const years = [...html.matchAll(/Ciclo de seguimiento (20\d\d)[^]*?\/cycles\/([a-z2-7]{26})\/close/g)].map(([, year, id]) => [year, id]);
  const cycle = years.find(([year]) => year === '2026')[1];
  await done(people.secretariat.post('/es/register/organisations', { name: 'Red de Organizaciones por la Conectividad', country: 'URY' }));
  for (const [key, role, country, name] of [['reviewer', 'working_group', '', 'Revisoría del grupo de trabajo'], ['second', 'working_group', '', 'Segunda revisoría'], ['civil', 'civil_society', 'URY', 'Red de la sociedad civil'],
    ['citizen', 'citizen', '', 'Vecindad']]) {
    people[key] = await join(space, url, role, country, name);
  }
  for (const country of ['URY', 'CHL', 'BRA', 'PER']) people.focals[country] = await join(space, url, 'focal_point', country, `Punto focal (${country})`);
  const instrument = await fillInstruments(people.focals);
  const reported = await fillReports(people, cycle, sign);
  const groups = await fillGroups(people.secretariat, people.reviewer);
  const initiative = await fillInitiatives(people.focals);
  const consultation = await fillConsultation(space, url, people);
  execFileSync(program, ['register', 'publish', '-w', space.path, '--json'], { encoding: 'utf8' });
  execFileSync(program, ['release', '-w', space.path], { stdio: 'ignore' });
  return { people, ids: { cycle, instrument, initiative, ...reported, ...groups, ...consultation } };
}
