import type { Permission, Plan } from './plan.ts';

// What stands in a database must not steer the terminal.
const printable = (text: string) => text.replaceAll(/\p{C}/gu, '�');

const PROVIDERS = {
  gmail: 'Google: https://myaccount.google.com/connections',
  microsoft: 'Microsoft: https://myapps.microsoft.com/',
};

const MAX_LISTED = 20;

const listed = (people: string[]): string => {
  if (people.length === 0) return 'nobody';
  const more = people.length > MAX_LISTED ? `, and ${people.length - MAX_LISTED} more` : '';
  return people.slice(0, MAX_LISTED).map(printable).join(', ') + more;
};

const permissionSaid = ({ provider, account, held }: Permission): string =>
  `  ${printable(account ?? '(unknown account)')}, at ${PROVIDERS[provider]}${held ? ', tokens are stored here' : ''}`;

const permissionsSaid = (permissions: Permission[]): string[] =>
  permissions.length === 0
    ? []
    : [
        'Permissions that may still stand there, for the account’s owner to take back:',
        ...permissions.map(permissionSaid),
      ];

/** What would go, for a person. */
export const planSaid = ({ slug, name, rows, going, staying, permissions }: Plan): string =>
  [
    `${slug} (${printable(name)})`,
    ...rows.filter(({ count }) => count > 0).map(({ table, count }) => `  ${table}: ${count}`),
    `People who go: ${listed(going)}`,
    `People who stay, as they belong elsewhere: ${listed(staying)}`,
    ...permissionsSaid(permissions),
  ].join('\n');

/** What is wrong with taking it out like this, or nothing. */
export const refusalsOf = (
  { permissions }: Plan,
  asked: { exportTo: string | null; withoutExport: boolean; withoutRevoking: boolean },
): string[] => {
  const isHeld = permissions.some(({ provider, held }) => provider === 'gmail' && held);
  return [
    ...(asked.exportTo === null && !asked.withoutExport
      ? ['The audit chain would be lost. Give --export FILE, or --without-export.']
      : []),
    ...(isHeld && !asked.withoutRevoking
      ? [
          'Inboxes hold permissions at Google, which only the Worker can end: disconnect them in the app first, or give --without-revoking.',
        ]
      : []),
  ];
};
