/** Entry of the page. */
import './zod-without-eval.ts';
import { render } from 'preact';
import { App } from './app.tsx';
import { applyLanguage, followSystemLanguage, languageChoiceIn } from './language.ts';
import { takeToken } from './service/token.ts';
import { applyTheme, themeIn } from './theme.ts';
import { NoKey } from './views/no-service.tsx';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/marks.css';
import './styles/notices.css';
import './styles/frame.css';
import './styles/home.css';
import './styles/preflight.css';
import './styles/picture.css';
import './styles/preparing.css';
import './styles/session.css';
import './styles/hiding.css';
import './styles/people.css';
import './styles/activity.css';
import './styles/groups.css';
import './styles/settings.css';
import './styles/trouble.css';
import './styles/dialog.css';
import './styles/network.css';
import './styles/narrow.css';

applyTheme(themeIn(document.cookie));
const root = document.getElementById('app');
const token = takeToken();
if (root !== null) void begin(root);

/** A language that does not arrive is no reason to show nothing: then it is the first one. */
async function begin(page: HTMLElement): Promise<void> {
  await applyLanguage(languageChoiceIn(document.cookie)).catch(() => undefined);
  followSystemLanguage();
  render(token === null ? <NoKey /> : <App token={token} />, page);
}
