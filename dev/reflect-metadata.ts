/**
 * @peculiar/x509 loads tsyringe, which refuses to start without the Reflect metadata proposal.
 * Its classes take no injected parameters, so "there is no metadata" is the whole truth here and
 * no polyfill package is needed. Import this file before the library; a real polyfill wins.
 */
const nothing = () => undefined;

for (const name of ['getMetadata', 'getOwnMetadata']) {
  if (!(name in Reflect)) Object.defineProperty(Reflect, name, { value: nothing });
}

export {};
