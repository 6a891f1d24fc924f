/** What a server offers in its answer to EHLO (RFC 5321 §4.1.1.1): keywords with their parameters, in capitals. */
export type SmtpExtensions = ReadonlyMap<string, readonly string[]>;

const MAX_LINES = 200;

/** Reads the answer to EHLO; the first line names the server and is no extension. HELO's has none. */
export const parseEhlo = (reply: string): SmtpExtensions => {
  const extensions = new Map<string, string[]>();
  for (const line of reply.split(/\r?\n/).slice(1, MAX_LINES)) {
    // "AUTH=LOGIN PLAIN" is how servers from before RFC 2554 put it; both forms may appear.
    const [keyword = '', ...parameters] = line
      .slice(4)
      .trim()
      .toUpperCase()
      .split(/[\s=]+/);
    extensions.set(keyword, [...(extensions.get(keyword) ?? []), ...parameters]);
  }
  return extensions;
};
