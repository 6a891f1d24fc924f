const MINUTE_MS = 60_000;

const PATH = '/cdn-cgi/local/scheduled?cron=*+*+*+*+*';

/** Runs the Worker's cron once, as the minute does in production; says whether it ran. */
export const runCron = (url: string): Promise<boolean> =>
  fetch(url + PATH).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.ok;
    },
    // A Worker that is just being reloaded: the next minute makes up for it.
    () => false,
  );

/** Runs the cron at every full minute, which `wrangler dev` leaves to whoever runs it. Gives what ends that. */
export const startCron = (url: string): (() => void) => {
  let timer: NodeJS.Timeout | undefined;
  const next = () => {
    timer = setTimeout(
      () => {
        void runCron(url);
        next();
      },
      MINUTE_MS - (Date.now() % MINUTE_MS),
    );
    timer.unref();
  };
  next();
  return () => clearTimeout(timer);
};
