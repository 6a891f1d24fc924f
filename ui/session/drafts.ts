const PREFIX = 'letterbox:';

// Storage may be switched off or full: the screens then work without it.
const attempt = <T>(action: () => T): T | null => {
  try {
    return action();
  } catch {
    return null;
  }
};

/** Where a screen keeps what was typed but not saved, by form. */
export type Drafts = {
  read: (form: string) => string | null;
  /** `null` forgets it. */
  keep: (form: string, text: string | null) => void;
};

/**
 * The drafts of one person about one thing, in this tab alone. They outlive a reload and the end of
 * the session, and whoever else signs in at the same tab does not see them.
 */
export const draftsOf = (person: string, ...about: string[]): Drafts => {
  const keyOf = (form: string) => `${PREFIX}draft:${[person, ...about, form].join(':')}`;
  return {
    read: (form) => attempt(() => sessionStorage.getItem(keyOf(form))),
    keep: (form, text) =>
      void attempt(() =>
        text === null
          ? sessionStorage.removeItem(keyOf(form))
          : sessionStorage.setItem(keyOf(form), text),
      ),
  };
};

/** Whoever signs out leaves nothing behind in the tab. */
export const dropDrafts = () =>
  attempt(() => {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
    }
  });
