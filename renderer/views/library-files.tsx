/** What lies in the folder that the service was started with and is not shared: what comes into it appears by itself. */
import { isOver } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Thumbnail } from '../parts/thumbnail.tsx';
import { format, texts } from '../texts/texts.ts';

/** More of them make a list that nobody reads; each can still be given by its path. */
const SHOWN = 40;

export function LibraryFiles() {
  const { state, sessions, go } = useApp();
  const { library = [], recents = [] } = state.snapshot ?? {};
  const elsewhere = new Set([
    ...recents.map(({ path }) => path),
    ...sessions.filter(({ phase }) => !isOver(phase)).map(({ dataset }) => dataset.path),
  ]);
  const files = library.filter(({ path }) => !elsewhere.has(path));
  if (files.length === 0) return null;
  return (
    <section class="recents library">
      <h2>{texts.library.title}</h2>
      <ul class="list" aria-live="polite">
        {files.slice(0, SHOWN).map(({ path, title, fileName, group, sizeBytes }) => (
          <li key={path}>
            <Thumbnail path={path} />
            <div class="fit">
              <h3 class="clip">{title}</h3>
              <p class="caption clip" title={path}>
                {[group === null ? fileName : `${group} / ${fileName}`, format.bytes(sizeBytes)].join(' · ')}
              </p>
            </div>
            <button
              type="button"
              class="btn"
              aria-label={texts.library.shareLabel({ title })}
              onClick={() => go({ to: 'check', path })}
            >
              {texts.library.share}
            </button>
          </li>
        ))}
      </ul>
      {files.length > SHOWN && <p class="caption">{texts.library.more({ count: files.length - SHOWN })}</p>}
    </section>
  );
}
