import type { SettingsNote } from '../../contract/mail-settings.ts';
import { ExternalLink } from '../oauth/external-link.tsx';
import { Notice } from '../parts/notice.tsx';
import { noteWords } from './words.ts';

/** What has to be done in the account itself, before its servers let anybody in. */
export const SettingsNotes = ({ notes }: { notes: readonly SettingsNote[] }) => (
  <>
    {notes.map((note) => {
      const { tone, title, text, link } = noteWords(note);
      return (
        <Notice key={note.code} tone={tone} title={title}>
          {text}{' '}
          {note.url !== undefined && (
            <ExternalLink href={note.url} class="note-link">
              {link}
            </ExternalLink>
          )}
        </Notice>
      );
    })}
  </>
);
