// Where the page begins.
import { render } from 'preact';

import { App } from './app.tsx';
import { startRouter } from './router.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/ui.css';
import './styles/shell.css';
import './styles/answer.css';
import './styles/calendar.css';
import './styles/records.css';
import './styles/day.css';
import './styles/settings.css';

startRouter();
render(<App />, document.getElementById('app')!);
