import type { ComponentChildren } from 'preact';

const Icon = ({ children }: { children: ComponentChildren }) => (
  <svg
    class="icon"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    {children}
  </svg>
);

export const CheckIcon = () => (
  <Icon>
    <path d="m3.500 8.500 3 3 6-7" />
  </Icon>
);
export const CrossIcon = () => (
  <Icon>
    <path d="m4.500 4.500 7 7m0-7-7 7" />
  </Icon>
);
export const DashIcon = () => (
  <Icon>
    <path d="M4.500 8h7" />
  </Icon>
);
export const AlertIcon = () => (
  <Icon>
    <path d="M8 2.500 14.250 13.250H1.750z" />
    <path d="M8 6.750v3M8 11.400v.1" />
  </Icon>
);
export const InfoIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="6.250" />
    <path d="M8 7.500v3.250M8 5.100v.1" />
  </Icon>
);
export const EnvelopeIcon = () => (
  <Icon>
    <rect x="2" y="3" width="12" height="10" rx="2" />
    <path d="m2.500 4.500 5.500 4.250L13.500 4.500" />
  </Icon>
);
export const GoogleIcon = () => (
  <Icon>
    <path d="M13.250 8H8.250M13.250 8a5.250 5.250 0 1 1-1.600-3.750" />
  </Icon>
);
export const MicrosoftIcon = () => (
  <Icon>
    <path d="M2.750 2.750h4.250v4.250H2.750zM9 2.750h4.250v4.250H9zM2.750 9h4.250v4.250H2.750zM9 9h4.250v4.250H9z" />
  </Icon>
);
export const ChevronIcon = () => (
  <Icon>
    <path d="m4.500 6.500 3.500 3.500 3.500-3.500" />
  </Icon>
);
export const BackIcon = () => (
  <Icon>
    <path d="M9.500 4 5.500 8l4 4" />
  </Icon>
);
export const PlusIcon = () => (
  <Icon>
    <path d="M8 3.250v9.500M3.250 8h9.500" />
  </Icon>
);
export const MoreIcon = () => (
  <Icon>
    <path d="M3.250 8h.01M8 8h.01M12.750 8h.01" stroke-width="2.250" />
  </Icon>
);
export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.250" />
    <path d="m10.250 10.250 3.250 3.250" />
  </Icon>
);
export const RingIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="4.500" />
  </Icon>
);

export const PencilIcon = () => (
  <Icon>
    <path d="m3 13 .6-2.900 7.150-7.150a1.200 1.200 0 0 1 1.700 0l.600.600a1.200 1.200 0 0 1 0 1.700L5.900 12.400z" />
  </Icon>
);
export const PlugIcon = () => (
  <Icon>
    <path d="M6 2v3M10 2v3M4.250 5h7.500v2.250a3.750 3.750 0 0 1-7.500 0zM8 11v3" />
  </Icon>
);
export const UnplugIcon = () => (
  <Icon>
    <path d="M6 2v3M10 2v3M4.250 5h7.500v2.250a3.750 3.750 0 0 1-7.500 0zM8 11v3M2.500 13.500l11-11" />
  </Icon>
);
export const PulseIcon = () => (
  <Icon>
    <path d="M1.750 8.500h3l1.750-4.500 3 8 1.750-3.500h3" />
  </Icon>
);
export const ArchiveIcon = () => (
  <Icon>
    <path d="M2 3h12v3H2zM3 6v7h10V6M6.500 8.750h3" />
  </Icon>
);
export const UndoIcon = () => (
  <Icon>
    <path d="M5.500 3 2.500 6l3 3M2.500 6H10a3.500 3.500 0 0 1 0 7H6" />
  </Icon>
);
export const AtIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="2.500" />
    <path d="M10.500 5.500v3.250a1.750 1.750 0 0 0 3.500 0V8a6 6 0 1 0-2.400 4.800" />
  </Icon>
);

/** The product's mark: a letter that comes through its slot. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect class="mark-plate" width="32" height="32" rx="8" />
    <path class="mark-letter" d="M8 11h16v10.5a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2z" />
    <path class="mark-fold" d="m8.5 12 7.5 6 7.5-6" />
    <rect class="mark-slot" x="5" y="8.5" width="22" height="3" rx="1.5" />
  </svg>
);
