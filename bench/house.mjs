import { ensureInstalled, runUnderNode24 } from '../dev/bootstrap.mjs';

const HELP = `Usage: npm run bench:house [-- --test]

Times npm ci, npm start to the first answer, and (with --test) npm test in a fresh clone of the last
commit, and weighs what is shipped. Takes a few minutes.
`;

if (process.argv.includes('--help')) {
  console.log(HELP);
} else {
  ensureInstalled();
  runUnderNode24('bench/house.ts', process.argv.slice(2));
}
