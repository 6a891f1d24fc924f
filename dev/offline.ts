/** What keeps wrangler from looking up hosts on the internet, and its logs out of the home folder. */
export const OFFLINE = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_LOG_PATH: '.cache/wrangler',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
};
