const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const minute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A timestamp of the API as a date in the person's own words. */
export const dayOf = (timestamp: string) => day.format(new Date(timestamp));

export const minuteOf = (timestamp: string) => minute.format(new Date(timestamp));
