/** The browsers in which one person is signed in, each with a way to sign it out. */
import type { Person } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { format, texts } from '../texts/texts.ts';

export function BrowserRows({ id, person, session }: { id: string; person: Person; session: string }) {
  const { actions } = useApp();
  const now = new Date();
  return (
    <tr class="browsers" id={id}>
      <td colSpan={6}>
        <ul class="list" aria-label={texts.invites.browsersOf(person)}>
          {person.browsers.map((browser) => (
            <li key={browser.id}>
              <div class="fit">
                <p class="small">{texts.invites.browser({ browser: browser.name, address: browser.address })}</p>
                <p class="caption">
                  {texts.invites.browserSeen({
                    since: format.momentWithTime(browser.firstSeen, now),
                    seen: format.momentWithTime(browser.lastSeen, now),
                  })}
                </p>
              </div>
              <button
                type="button"
                class="btn quiet stop pullr"
                aria-label={texts.invites.signOutLabel({ name: person.name, browser: browser.name })}
                onClick={() => actions.signOutBrowser(session, browser.id)}
              >
                {texts.invites.signOut}
              </button>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}
