/** The form field a failure concerns. */
export type FailureField = 'host' | 'port' | 'security' | 'username' | 'password';

/** What happened, what to do, and the field it concerns. */
export type Wording = { message: string; hint: string; field?: FailureField };

/**
 * Every way a connection test can fail: what happened, what to do, and the field it concerns.
 * `{host}`, `{port}` and `{protocol}` are filled in by `wordFailure`; nothing a server said is.
 */
export const failures = {
  'host-not-found': {
    message: 'There is no server named {host}.',
    hint: 'Check the spelling of the host. Your mail provider’s help page lists it under “IMAP and SMTP settings”.',
    field: 'host',
  },
  'host-has-no-address': {
    message: 'The name {host} exists, but no server is registered under it.',
    hint: 'It may be the mail domain instead of the mail server. Try imap., smtp. or mail. in front of it, or look it up at your provider.',
    field: 'host',
  },
  'name-lookup-failed': {
    message: 'The name {host} could not be looked up just now.',
    hint: 'This is usually temporary. Try again in a minute.',
    field: 'host',
  },
  'address-not-allowed': {
    message: '{host} is not a public mail server.',
    hint: 'Letterbox only connects to servers on the public internet. Enter the server’s public name.',
    field: 'host',
  },
  'port-not-allowed': {
    message: 'Port {port} is not a mail port.',
    hint: 'Use 993 or 143 for IMAP, and 465, 587 or 25 for SMTP.',
    field: 'port',
  },
  'connection-refused': {
    message: '{host} refused the connection on port {port}.',
    hint: 'Nothing answers {protocol} there. Check the port: 993 or 143 for IMAP, 465 or 587 for SMTP.',
    field: 'port',
  },
  'connect-timeout': {
    message: '{host} did not answer on port {port}.',
    hint: 'Either the port is wrong or a firewall drops the connection. Check the host and the port.',
    field: 'port',
  },
  'network-unreachable': {
    message: 'There is no network route to {host}.',
    hint: 'Check the host. If it is right, its network is down: try again later.',
    field: 'host',
  },
  'connection-closed': {
    message: '{host} closed the connection.',
    hint: 'The server may be busy, or may not accept connections from here. Try again; if it stays so, ask whoever runs it.',
  },
  'tls-to-plain-port': {
    message: 'Port {port} on {host} does not start with TLS.',
    hint: 'Set the security to STARTTLS, or use the TLS port: 993 for IMAP, 465 for SMTP.',
    field: 'security',
  },
  'plain-to-tls-port': {
    message: 'Port {port} on {host} expects TLS from the start.',
    hint: 'Set the security to TLS, or use the STARTTLS port: 143 for IMAP, 587 for SMTP.',
    field: 'security',
  },
  'tls-timeout': {
    message: '{host} took the connection but did not start TLS in time.',
    hint: 'Check the port and the security. If both are right, the server is overloaded: try again later.',
    field: 'port',
  },
  'tls-version-unsupported': {
    message: '{host} only speaks an outdated version of TLS.',
    hint: 'Letterbox requires TLS 1.2 or newer. Ask whoever runs the server to enable it.',
    field: 'security',
  },
  'tls-failed': {
    message: 'No secure connection to {host} could be made.',
    hint: 'The TLS handshake failed. Check the port and the security; if both are right, ask whoever runs the server.',
    field: 'security',
  },
  'certificate-expired': {
    message: 'The certificate of {host} has expired.',
    hint: 'Ask whoever runs the server to renew it. Nothing was sent.',
    field: 'host',
  },
  'certificate-not-yet-valid': {
    message: 'The certificate of {host} is not valid yet.',
    hint: 'Ask whoever runs the server to check its certificate and its clock. Nothing was sent.',
    field: 'host',
  },
  'certificate-wrong-name': {
    message: 'The certificate shown by {host} is for another name.',
    hint: 'Use the name that the certificate is for: the details of this stage show it, and your provider’s help page lists it. Nothing was sent.',
    field: 'host',
  },
  'certificate-self-signed': {
    message: 'The certificate of {host} is self-signed.',
    hint: 'Anyone could have made it, so nothing was sent. If whoever runs the server confirms its fingerprint, trust this certificate.',
    field: 'host',
  },
  'certificate-untrusted': {
    message: 'The certificate of {host} comes from an unknown authority.',
    hint: 'It may be your organization’s own, or the server leaves out an intermediate certificate. If whoever runs it confirms the fingerprint, trust this certificate. Nothing was sent.',
    field: 'host',
  },
  'certificate-changed': {
    message: '{host} shows another certificate than the one you trust.',
    hint: 'Ask whoever runs the server whether it was replaced. If they confirm the new fingerprint, trust the new one. Nothing was sent.',
    field: 'host',
  },
  'certificate-weak': {
    message: 'The certificate of {host} is too weak to protect anything.',
    hint: 'Its key or its signature is of an outdated kind that can be forged. Ask whoever runs the server for a new one. Nothing was sent.',
    field: 'host',
  },
  'starttls-not-offered': {
    message: '{host} does not offer STARTTLS on port {port}.',
    hint: 'Set the security to TLS and use port 993 for IMAP or 465 for SMTP. Nothing was sent.',
    field: 'security',
  },
  'starttls-refused': {
    message: '{host} refused to start TLS on port {port}.',
    hint: 'Set the security to TLS and use port 993 for IMAP or 465 for SMTP, or try again later. Nothing was sent.',
    field: 'security',
  },
  'starttls-injection': {
    message: '{host} sent unencrypted data where TLS should have begun.',
    hint: 'The server is broken, or somebody is tampering with the connection. Use port 993 for IMAP or 465 for SMTP with TLS. Nothing was sent.',
    field: 'security',
  },
  'not-a-mail-server': {
    message: 'Whatever answers on port {port} of {host} is not an {protocol} server.',
    hint: 'Check the host and the port: 993 or 143 for IMAP, 465 or 587 for SMTP.',
    field: 'port',
  },
  'imap-server-found': {
    message: 'Port {port} of {host} is an IMAP server, not an SMTP server.',
    hint: 'IMAP only reads mail. Enter the server for sending: usually port 465 with TLS or 587 with STARTTLS.',
    field: 'port',
  },
  'smtp-server-found': {
    message: 'Port {port} of {host} is an SMTP server, not an IMAP server.',
    hint: 'SMTP only sends mail. Enter the server for reading: usually port 993 with TLS or 143 with STARTTLS.',
    field: 'port',
  },
  'pop3-server-found': {
    message: 'Port {port} of {host} is a POP3 server.',
    hint: 'POP3 can’t be used here. The same provider usually has IMAP on port 993, and SMTP on port 465 or 587.',
    field: 'port',
  },
  'web-server-found': {
    message: 'Port {port} of {host} is a web server.',
    hint: 'Enter the mail server instead: port 993 or 143 for IMAP, 465 or 587 for SMTP.',
    field: 'port',
  },
  'greeting-timeout': {
    message: '{host} took the connection but said nothing.',
    hint: 'Check the port and the security. If both are right, the server is overloaded: try again later.',
    field: 'port',
  },
  'server-unavailable': {
    message: '{host} is not taking connections at the moment.',
    hint: 'The server says so itself. Try again in a few minutes.',
  },
  'connection-rejected': {
    message: '{host} does not let Letterbox in.',
    hint: 'It refuses connections from Letterbox’s address, and trying again won’t help. Ask whoever runs the server to allow them.',
    field: 'host',
  },
  'login-disabled': {
    message: '{host} does not allow signing in without encryption.',
    hint: 'Set the security to TLS or STARTTLS.',
    field: 'security',
  },
  'already-signed-in': {
    message: '{host} takes everybody as signed in without asking for a password.',
    hint: 'So there is no telling whose mailbox that is, and nothing was sent. Ask whoever runs it for a server that asks for a password.',
    field: 'host',
  },
  'authentication-not-offered': {
    message: '{host} does not offer signing in on port {port}.',
    hint: 'Use the port for sending with a password: 465 with TLS or 587 with STARTTLS.',
    field: 'port',
  },
  'authentication-mechanism-unsupported': {
    message: '{host} does not accept this way of signing in.',
    hint: 'Letterbox signs in with a username and password, or by OAuth where the inbox is connected with Google or Microsoft. Ask whoever runs the server to allow that.',
    field: 'password',
  },
  'oauth-required': {
    message: '{host} accepts no passwords, only sign-in by OAuth.',
    hint: 'Connect the inbox with Google or Microsoft if it is theirs; for another provider, ask whether it has app passwords.',
    field: 'password',
  },
  'wrong-password': {
    message: '{host} refused this username and password.',
    hint: 'Type the password again and check the username; most servers expect the whole address. With two-step verification, many want an app password.',
    field: 'password',
  },
  'app-password-required': {
    message: '{host} wants an app password instead of the account’s own.',
    hint: 'Create an app password in the account’s security settings and enter it here.',
    field: 'password',
  },
  'browser-sign-in-required': {
    message: '{host} wants this account to sign in with a web browser first.',
    hint: 'Sign in to the account in a browser, confirm that it was you, then test again. An app password or connecting with Google avoids it.',
    field: 'password',
  },
  'password-login-disabled': {
    message: '{host} does not let this account sign in this way.',
    hint: 'Signing in with a password is switched off, or the password is wrong: the server gives one code for both. Connect the inbox with Microsoft, or ask your administrator to allow authenticated SMTP and IMAP.',
    field: 'password',
  },
  'password-expired': {
    message: 'The password of this account has expired on {host}.',
    hint: 'Set a new password at the mail provider and enter it here.',
    field: 'password',
  },
  'token-refused': {
    message: '{host} refused the access token.',
    hint: 'Connect the inbox again. If that doesn’t help, ask your administrator whether IMAP and authenticated SMTP are switched on for the account.',
  },
  'account-disabled': {
    message: 'The account is disabled on {host}.',
    hint: 'Ask whoever runs the mail server to enable it.',
    field: 'username',
  },
  'temporary-failure': {
    message: '{host} has a problem of its own just now.',
    hint: 'This is a fault on the server’s side, not a wrong password. Try again in a few minutes.',
  },
  'too-many-connections': {
    message: '{host} says that too many connections are open.',
    hint: 'Close other mail programs that use this account, or try again in a few minutes.',
  },
  'login-timeout': {
    message: '{host} did not answer the sign-in in time.',
    hint: 'The server is slow or overloaded. Try again in a few minutes.',
  },
  'answer-timeout': {
    message: '{host} took the sign-in, but then stopped answering.',
    hint: 'The server is slow or overloaded. Try again in a few minutes.',
  },
  'mailbox-missing': {
    message: 'The account on {host} has no INBOX.',
    hint: 'Signing in worked, but there is no mailbox to read. Check the username, or ask whoever runs the server.',
    field: 'username',
  },
  'mailbox-forbidden': {
    message: 'The account on {host} may not open its INBOX.',
    hint: 'Signing in worked. Ask whoever runs the server to give the account the right to read it.',
    field: 'username',
  },
  'sender-refused': {
    message: '{host} does not let this account send from the inbox’s address.',
    hint: 'Sign in as the account that owns the address, or ask whoever runs the server to let it send from there, and to it. The server’s own words are in the details.',
    field: 'username',
  },
  'sender-address-unsupported': {
    message: '{host} can’t send from an address with letters outside ASCII.',
    hint: 'The server lacks SMTPUTF8. Use another server for sending, or an address in plain letters.',
    field: 'host',
  },
  'message-refused': {
    message: '{host} refused to send the test message.',
    hint: 'Signing in worked. Ask whoever runs the server what it objects to.',
  },
  'message-deferred': {
    message: '{host} did not take the test message just now.',
    hint: 'The server asks to try again later: wait a few minutes.',
  },
  'message-not-found': {
    message: 'The test message was sent, but did not turn up in the mailbox.',
    hint: 'It may still be on its way. Look whether mail to this address is forwarded or filtered, and try again later.',
  },
  'protocol-error': {
    message: '{host} answered in a way that {protocol} does not allow.',
    hint: 'Check the host and the port. If both are right, report this to whoever runs the server.',
  },
  'response-too-large': {
    message: '{host} sent far more than a mail server should.',
    hint: 'Check the host and the port: this may not be a mail server.',
    field: 'host',
  },
  'test-timeout': {
    message: 'The test took too long and was stopped.',
    hint: '{host} answers, but far too slowly. Try again in a few minutes.',
  },
  'test-interrupted': {
    message: 'The test was interrupted.',
    hint: 'Nothing is wrong with your settings as far as we know. Run the test again.',
  },
} as const satisfies Record<string, Wording>;
