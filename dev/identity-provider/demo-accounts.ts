import type { Accounts, MicrosoftAccount } from './accounts.ts';

export const CONTOSO_TENANT = 'c0705000-0000-4000-8000-00000000000a';
export const FABRIKAM_TENANT = 'fab12ca0-0000-4000-8000-00000000000b';
export const NORTHWIND_TENANT = '0047b144-0000-4000-8000-00000000000c';

const google = (number: number, email: string, name: string, hd?: string) => ({
  id: `10000000000000000000${number}`,
  email,
  name,
  ...(hd ? { hd } : {}),
});

const microsoft = (
  number: number,
  tid: string,
  userPrincipalName: string,
  displayName: string,
  rest: Partial<MicrosoftAccount> = {},
): MicrosoftAccount => ({
  id: `0a11ce00-0000-4000-8000-${String(number).padStart(12, '0')}`,
  tid,
  userPrincipalName,
  displayName,
  mail: userPrincipalName,
  sharedMailboxes: [],
  ...rest,
});

/** Who can be picked where the settings name nobody: each is a case that a client must get right. */
export const demoAccounts: Accounts = {
  google: [
    google(1, 'support@acme.test', 'Acme Support', 'acme.test'),
    google(2, 'sales@acme.test', 'Acme Sales', 'acme.test'),
    google(3, 'jane@acme.test', 'Jane Doe', 'acme.test'),
    google(4, 'support@globex.test', 'Globex Support', 'globex.test'),
    google(5, 'acme.support@gmail.test', 'Acme’s consumer account'),
    { ...google(6, 'calendar@acme.test', 'Without Gmail', 'acme.test'), hasMailbox: false },
  ],
  microsoft: [
    microsoft(1, CONTOSO_TENANT, 'support@contoso.test', 'Contoso Support', {
      email: 'support@contoso.test',
    }),
    microsoft(2, CONTOSO_TENANT, 'jane@contoso.test', 'Jane Roe (no email claim)'),
    microsoft(3, CONTOSO_TENANT, 'billing@contoso.test', 'Billing (opens shared@contoso.test)', {
      email: 'billing@contoso.test',
      sharedMailboxes: ['shared@contoso.test'],
    }),
    microsoft(4, CONTOSO_TENANT, 'p.ress@contoso.test', 'Press (signs in under another name)', {
      mail: 'press@contoso.test',
      email: 'press@contoso.test',
    }),
    microsoft(5, CONTOSO_TENANT, 'intern@contoso.test', 'Intern (mail is null)', { mail: null }),
    microsoft(6, CONTOSO_TENANT, 'kiosk_partner.test#EXT#@contoso.test', 'Guest without mailbox', {
      mail: null,
      hasMailbox: false,
    }),
    microsoft(7, FABRIKAM_TENANT, 'support@fabrikam.test', 'Support of another tenant', {
      email: 'support@fabrikam.test',
    }),
    microsoft(8, NORTHWIND_TENANT, 'clerk@northwind.test', 'Needs an administrator (90094)', {
      signInError: 90094,
    }),
    microsoft(9, NORTHWIND_TENANT, 'temp@northwind.test', 'Consent is missing (65001)', {
      signInError: 65001,
    }),
    microsoft(10, CONTOSO_TENANT, 'field@contoso.test', 'Blocked by policy (53003)', {
      signInError: 53003,
    }),
    microsoft(11, CONTOSO_TENANT, 'unlicensed@contoso.test', 'Without a mailbox', {
      hasMailbox: false,
    }),
    microsoft(12, NORTHWIND_TENANT, 'admin@northwind.test', 'Northwind’s administrator', {
      isAdmin: true,
    }),
  ],
};
