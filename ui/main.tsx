import './without-eval.ts';
import './styles/index.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { loadSession } from './session/session.ts';
import { watchLeaving } from './shell/leave-guard.ts';

// After a release the old files are gone: a page that is still open fetches the new ones.
addEventListener('vite:preloadError', () => location.reload());

watchLeaving();
void loadSession();
const place = document.getElementById('app');
if (place) render(<App />, place);
