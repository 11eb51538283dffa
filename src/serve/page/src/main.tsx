// Where the page begins.
import { render } from 'preact';

import { App } from './app.tsx';
import { startRouter } from './router.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/ui.css';
import './styles/shell.css';

startRouter();
render(<App />, document.getElementById('app')!);
