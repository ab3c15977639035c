// A small server for mail that does what a test says: RFC 5321 as far as one client needs it, with STARTTLS (RFC 3207) and AUTH (RFC 4954).
import net from 'node:net';
import tls from 'node:tls';

/**
 * `answers.rcpt(address)` gives a reply or nothing. `starttls`: 'none'; 'refused' offers TLS and then refuses it; `{key, cert}` begins it. `login`: `{user, password}`
 * without which nothing is taken. `messages` are what was taken, `seen` what was said and whether under TLS.
 */
export async function startSmtp({ answers = {}, starttls = 'none', login = null } = {}) {
  const messages = [], seen = [], sockets = new Set();
  const serve = (socket, secure) => {
    let text = '', data = null, to = [], known = false, asked = null;
    const say = (line) => socket.write(`${line}\r\n`);
    socket.on('error', () => {});
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const offers = () => {
      const out = ['test'];
      if (!secure && starttls !== 'none') out.push('STARTTLS');
      // Only where nobody listens.
      if (login && secure) out.push('AUTH PLAIN LOGIN');
      return out.map((word, i) => `250${i + 1 < out.length ? '-' : ' '}${word}`).join('\r\n');
    };
    const check = (user, password) => {
      known = user === login?.user && password === login?.password;
      say(known ? '235 welcome' : '535 no');
    };
    const plain = (word) => Buffer.from(word, 'base64').toString('utf8');
    const take = (part) => {
      text += part.toString('latin1');
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        if (data !== null) {
          if (line !== '.') {
            data.push(line);
            continue;
          }
          messages.push({ to, lines: data, secure, known });
          data = null;
          say('250 taken');
          continue;
        }
        if (asked) {
          asked(line);
          continue;
        }
        const verb = line.slice(0, 4).toUpperCase();
        seen.push({ verb, secure });
        if (verb === 'EHLO') say(offers());
        else if (verb === 'STAR') {
          if (starttls === 'refused') { say('454 TLS not available'); continue; }
          say('220 go on');
          socket.removeListener('data', take);
          // What was said before TLS is forgotten (RFC 3207, section 4.2).
          serve(new tls.TLSSocket(socket, { isServer: true, ...starttls }), true);
          return;
        } else if (verb === 'AUTH') {
          const [, way, first] = line.split(' ');
          if (!login || !secure) say('538 not here');
          else if (way === 'PLAIN') {
            const judge = (word) => { asked = null; const [, user, password] = plain(word).split('\0'); check(user, password); };
            if (first) judge(first);
            else { asked = judge; say('334 '); }
          } else {
            asked = (user) => { asked = (password) => { asked = null; check(plain(user), plain(password)); }; say('334 UGFzc3dvcmQ6'); };
            if (first) asked(first);
            else say('334 VXNlcm5hbWU6');
          }
        } else if (verb === 'MAIL') {
          if (login && !known) { say('530 who is it'); continue; }
          to = [];
          say('250 ok');
        } else if (verb === 'RCPT') {
          const address = /<([^>]*)>/.exec(line)[1];
          const reply = answers.rcpt?.(address);
          if (!reply) to.push(address);
          say(reply ?? '250 ok');
        } else if (verb === 'DATA') { data = []; say('354 go on'); }
        else if (verb === 'QUIT') { say('221 bye'); socket.end(); }
        else say('250 ok');
      }
    };
    socket.on('data', take);
    if (!secure) say('220 test ESMTP');
  };
  const server = net.createServer((socket) => serve(socket, false));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((done) => server.close(done));
  };
  return { port: server.address().port, messages, seen, answers, stop };
}

/** Headers and text of a message that was taken. */
export function read(message) {
  const gap = message.lines.indexOf('');
  const head = message.lines.slice(0, gap).join('\n');
  return { head, text: Buffer.from(message.lines.slice(gap + 1).join(''), 'base64').toString('utf8') };
}
