/** Pages for when there is nobody to talk to: no key, or a service of another version. */
import { Wordmark } from '../parts/icon.tsx';
import { texts } from '../texts/texts.ts';

export function NoKey() {
  return (
    <main class="page">
      <div class="column plain">
        <Wordmark name={texts.product} />
        <h1 tabIndex={-1}>{texts.connection.noKeyTitle}</h1>
        <p class="muted measure">{texts.connection.noKey}</p>
        <p class="measure">{texts.connection.noKeyWhat}</p>
      </div>
    </main>
  );
}

export function Incompatible() {
  return (
    <main class="page">
      <div class="column plain">
        <Wordmark name={texts.product} />
        <h1 tabIndex={-1}>{texts.connection.incompatibleTitle}</h1>
        <p class="muted measure">{texts.connection.incompatible}</p>
        <div class="row">
          <button type="button" class="btn main" onClick={() => location.reload()}>
            {texts.connection.reload}
          </button>
        </div>
      </div>
    </main>
  );
}
