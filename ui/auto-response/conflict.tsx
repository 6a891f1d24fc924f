import type { AutoResponse } from '../../contract/auto-response.ts';
import { Conflict, FullText, Quoted } from '../inbox/conflict.tsx';
import type { Draft } from '../inbox/draft.ts';

const labels: Record<keyof AutoResponse, string> = {
  enabled: 'Auto-response',
  subject: 'Subject',
  body: 'Text',
};

type Props = { draft: Draft<AutoResponse>; onTheirs: () => void; onMine: () => void };

export const AutoResponseConflict = (props: Props) => (
  <Conflict<AutoResponse>
    {...props}
    labels={labels}
    show={(field, value, whose) => {
      if (typeof value === 'boolean') return value ? 'On' : 'Off';
      return field === 'body' ? (
        <FullText text={value} label={`${whose}: text`} />
      ) : (
        <Quoted text={value} />
      );
    }}
  />
);
