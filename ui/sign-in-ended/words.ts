import { type OAuthDeadEnd, oauthDeadEnds } from '../../contract/oauth.ts';

type Words = { title: string; text: string; advice: string };

const words: Record<OAuthDeadEnd, Words> = {
  'flow-unknown': {
    title: 'This sign-in is not known here',
    text: 'It may have been begun too long ago, or its inbox may be gone. Nothing was changed.',
    advice: 'Open the inbox and connect it again on its Connection tab.',
  },
  'flow-foreign': {
    title: 'This sign-in is not yours to finish',
    text: 'It was begun by somebody else, or for a workspace whose inboxes you don’t manage. Nothing was changed.',
    advice: 'Let whoever began it sign in again, or sign out and come back as that person.',
  },
  'admin-consent': {
    title: 'Back from the administrator’s page',
    text: 'If an administrator has just granted permission, the inbox can be connected now. Letterbox can’t see from here whether that was done.',
    advice:
      'Open the inbox and connect it again on its Connection tab. If you only came to grant permission, you can close this page.',
  },
  unexpected: {
    title: 'Something went wrong on our side',
    text: 'The sign-in came back, but Letterbox could not finish it.',
    advice:
      'Open the inbox to see how it is, and connect it again on its Connection tab. If this happens twice, tell whoever runs this Letterbox.',
  },
};

/** What to tell a person whose sign-in could not be led back to an inbox. */
export const endWords = (reason: string | undefined): Words =>
  words[oauthDeadEnds.find((known) => known === reason) ?? 'flow-unknown'];
