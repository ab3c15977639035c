// A small server for mail that does what a test says: RFC 5321 as far as one client needs it.
import net from 'node:net';

/** `answers.rcpt(address)` gives a reply or nothing; `starttls: 'refused'` offers TLS and then refuses it. `messages` are what was taken. */
export async function startSmtp({ answers = {}, starttls = 'none' } = {}) {
  const messages = [];
  const server = net.createServer((socket) => {
    let text = '', data = null, to = [];
    const say = (line) => socket.write(`${line}\r\n`);
    socket.on('error', () => {});
    say('220 test ESMTP');
    socket.on('data', (part) => {
      text += part.toString('latin1');
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        if (data !== null) {
          if (line !== '.') {
            data.push(line);
            continue;
          }
          messages.push({ to, lines: data });
          data = null;
          say('250 taken');
          continue;
        }
        const verb = line.slice(0, 4).toUpperCase();
        if (verb === 'EHLO') say(starttls === 'none' ? '250 test' : '250-test\r\n250 STARTTLS');
        else if (verb === 'STAR') say('454 TLS not available');
        else if (verb === 'MAIL') { to = []; say('250 ok'); }
        else if (verb === 'RCPT') {
          const address = /<([^>]*)>/.exec(line)[1];
          const reply = answers.rcpt?.(address);
          if (!reply) to.push(address);
          say(reply ?? '250 ok');
        } else if (verb === 'DATA') { data = []; say('354 go on'); }
        else if (verb === 'QUIT') { say('221 bye'); socket.end(); }
        else say('250 ok');
      }
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { port: server.address().port, messages, answers, stop: () => new Promise((done) => server.close(done)) };
}

/** Headers and text of a message that was taken. */
export function read(message) {
  const gap = message.lines.indexOf('');
  const head = message.lines.slice(0, gap).join('\n');
  return { head, text: Buffer.from(message.lines.slice(gap + 1).join(''), 'base64').toString('utf8') };
}
