import { once } from 'node:events';
import { host } from '../../contract/host.ts';
import { protocols } from '../../contract/mail-server.ts';
import { goodScript } from '../testing/both-protocols.ts';
import { close, reset, say, silence } from '../testing/scripted-server.ts';
import { type Case } from './case.ts';

const HANDSHAKE_FAILURE = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28]);
const clientHello = ({ socket }: { socket: NodeJS.EventEmitter }) => once(socket, 'data');

/** TLS from the first byte: the handshake, and every certificate. */
export const tlsCases: Case[] = protocols.flatMap((protocol): Case[] => {
  const server = goodScript[protocol]();
  const at = { protocol, security: 'tls' as const };
  return [
    { ...at, name: 'a good certificate', server, tls: 'good', expect: 'ok' },
    { ...at, name: 'a wildcard certificate', server, tls: 'wildcard', expect: 'ok' },
    {
      ...at,
      name: 'an IDN host',
      server,
      tls: 'international',
      settings: { host: host.parse('bücher.example') },
      expect: 'ok',
    },
    {
      ...at,
      name: 'a certificate for the address',
      server,
      tls: 'address',
      settings: { host: '127.0.0.1' },
      expect: 'ok',
    },
    {
      ...at,
      name: 'an address, and a certificate for a name',
      server,
      tls: 'good',
      settings: { host: '127.0.0.1' },
      expect: 'tls: certificate-wrong-name',
    },
    {
      ...at,
      name: 'an expired certificate',
      server,
      tls: 'expired',
      expect: 'tls: certificate-expired',
    },
    {
      ...at,
      name: 'a certificate from the future',
      server,
      tls: 'notYetValid',
      expect: 'tls: certificate-not-yet-valid',
    },
    {
      ...at,
      name: 'a certificate for another name',
      server,
      tls: 'wrongName',
      expect: 'tls: certificate-wrong-name',
    },
    {
      ...at,
      name: 'a certificate for the domain only',
      server,
      tls: 'parentName',
      expect: 'tls: certificate-wrong-name',
    },
    {
      ...at,
      name: 'a self-signed certificate',
      server,
      tls: 'selfSigned',
      expect: 'tls: certificate-self-signed',
    },
    {
      ...at,
      name: 'an unknown authority',
      server,
      tls: 'unknownAuthority',
      expect: 'tls: certificate-untrusted',
    },
    {
      ...at,
      name: 'an RSA key of 1024 bits',
      server,
      tls: 'shortKey',
      expect: 'tls: certificate-weak',
    },
    {
      ...at,
      name: 'a self-signed RSA key of 1024 bits',
      server,
      tls: 'shortSelfSigned',
      expect: 'tls: certificate-weak',
    },
    {
      ...at,
      name: 'a SHA-1 signature',
      server,
      tls: 'oldSignature',
      expect: 'tls: certificate-weak',
    },
    {
      ...at,
      name: 'a weak certificate that is trusted',
      server,
      tls: 'shortSelfSigned',
      trusted: 'shortSelfSigned',
      expect: 'tls: certificate-weak',
    },
    {
      ...at,
      name: 'a self-signed certificate that is trusted',
      server,
      tls: 'selfSigned',
      trusted: 'selfSigned',
      expect: 'ok',
    },
    {
      ...at,
      name: 'an unknown authority that is trusted',
      server,
      tls: 'unknownAuthority',
      trusted: 'unknownAuthority',
      expect: 'ok',
    },
    {
      ...at,
      name: 'another certificate than the trusted one',
      server,
      tls: 'unknownAuthority',
      trusted: 'selfSigned',
      expect: 'tls: certificate-changed',
    },
    { ...at, name: 'TLS 1.1 only', server, tls: 'oldTls', expect: 'tls: tls-version-unsupported' },
    {
      ...at,
      name: 'a handshake that is refused',
      server: [clientHello, say(HANDSHAKE_FAILURE), close()],
      expect: 'tls: tls-failed',
    },
    { ...at, name: 'a plain port', server, expect: 'tls: tls-to-plain-port' },
    {
      ...at,
      name: 'silence in place of a handshake',
      server: [silence()],
      slow: true,
      representative: true,
      expect: 'tls: tls-timeout',
    },
    {
      ...at,
      name: 'closes in place of a handshake',
      server: [close()],
      expect: 'tls: connection-closed',
    },
    {
      ...at,
      name: 'resets in place of a handshake',
      server: [clientHello, reset()],
      expect: 'tls: connection-closed',
    },
    {
      ...at,
      name: 'silence after the handshake',
      server: [silence()],
      tls: 'good',
      slow: true,
      expect: 'greeting: greeting-timeout',
    },
    {
      ...at,
      name: 'closes after the handshake',
      server: [close()],
      tls: 'good',
      expect: 'greeting: connection-closed',
    },
    {
      ...at,
      name: 'POP3 with TLS',
      server: [say('+OK POP3 ready\r\n')],
      tls: 'good',
      expect: 'greeting: pop3-server-found',
    },
    {
      ...at,
      name: 'POP3 without TLS',
      server: [say('+OK POP3 ready\r\n')],
      expect: 'tls: pop3-server-found',
    },
    {
      ...at,
      name: 'SSH',
      server: [say('SSH-2.0-OpenSSH_9.6\r\n')],
      expect: 'tls: not-a-mail-server',
    },
    {
      ...at,
      name: 'the other protocol',
      server: goodScript[protocol === 'imap' ? 'smtp' : 'imap'](),
      tls: 'good',
      expect: `greeting: ${protocol === 'imap' ? 'smtp' : 'imap'}-server-found`,
    },
  ];
});
