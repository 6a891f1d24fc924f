import { connect } from 'cloudflare:sockets';
import { env } from 'cloudflare:workers';

const latin1 = new TextDecoder('latin1');
const utf8 = new TextEncoder();

/** All messages in the mailbox of the embedded server's account, as they came in. */
export const messagesOf = async (): Promise<string[]> => {
  const { account, password, imap } = env.MAIL_SERVER;
  const socket = connect({ hostname: '127.0.0.1', port: imap });
  const reader = socket.readable.getReader();
  const writer = socket.writable.getWriter();
  const ask = async (tag: string, command: string) => {
    await writer.write(utf8.encode(`${tag} ${command}\r\n`));
    let said = '';
    while (!said.includes(`\r\n${tag} `) && !said.startsWith(`${tag} `)) {
      const { value, done } = await reader.read();
      if (done) throw new Error('The mail server closed.');
      said += latin1.decode(value);
    }
    return said;
  };
  const token = btoa(String.fromCharCode(...utf8.encode(`\0${account}\0${password}`)));
  await ask('a', `AUTHENTICATE PLAIN ${token}`);
  await ask('b', 'SELECT INBOX');
  const fetched = await ask('c', 'FETCH 1:* (BODY.PEEK[])');
  await socket.close();
  return fetched.split(/^\* \d+ FETCH /m).slice(1);
};
