/** Where sharing begins: three sentences, the drop target, the example, and what was shared before. */
import { useApp } from '../app-context.ts';
import { Wordmark } from '../parts/icon.tsx';
import { texts } from '../texts/texts.ts';
import { DropTarget } from './drop-target.tsx';
import { LibraryFiles } from './library-files.tsx';
import { PreparedCopies } from './prepared-copies.tsx';
import { Recents } from './recents.tsx';
import { GroupsLink, SettingsLink } from './sidebar.tsx';

export function Home({ alone }: { alone: boolean }) {
  const { state, open } = useApp();
  const recents = state.snapshot?.recents ?? [];
  return (
    <main class="page">
      {alone && <SettingsLink />}
      <div class="column">
        {alone && <Wordmark name={texts.product} />}
        <h1 class="display" tabIndex={-1}>
          {texts.home.title}
        </h1>
        <p class="lead muted measure">{texts.home.intro}</p>
        <DropTarget />
        {recents.length > 0 ? (
          <Recents recents={recents} />
        ) : (
          <section class="offer row wrap">
            <p class="muted">{texts.home.exampleOffer}</p>
            <button type="button" class="btn" onClick={() => open({ kind: 'example' })}>
              {texts.home.exampleButton}
            </button>
          </section>
        )}
        <LibraryFiles />
        <PreparedCopies />
        {alone && <GroupsLink />}
      </div>
    </main>
  );
}
