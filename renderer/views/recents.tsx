/** What was shared before, to be shared again; a file that is gone says so and can be taken off the list. */
import type { Recent } from '../../contract/control.ts';
import { useApp } from '../app-context.ts';
import { isAddress, shownAddress } from '../dataset/address.ts';
import { Icon } from '../parts/icon.tsx';
import { Thumbnail } from '../parts/thumbnail.tsx';
import { format, texts } from '../texts/texts.ts';

export function Recents({ recents }: { recents: readonly Recent[] }) {
  return (
    <section class="recents">
      <h2>{texts.recents.title}</h2>
      <ul class="list">
        {recents.map((recent) => (
          <RecentRow key={recent.path} recent={recent} />
        ))}
      </ul>
    </section>
  );
}

function RecentRow({ recent }: { recent: Recent }) {
  const { go, actions } = useApp();
  const { title, path } = recent;
  return (
    <li>
      <button
        type="button"
        class="btn quiet icon favourite"
        aria-pressed={recent.favourite}
        aria-label={recent.favourite ? texts.favourites.remove({ title }) : texts.favourites.add({ title })}
        onClick={() => actions.setFavourite(path, !recent.favourite)}
      >
        <Icon name="star" />
      </button>
      <Thumbnail path={path} />
      <div class="fit">
        <h3 class="clip">{title}</h3>
        <p class="caption clip" title={isAddress(path) ? shownAddress(path) : path}>
          {recent.missing ? texts.recents.missing(recent) : sharedLine(recent)}
        </p>
      </div>
      {recent.missing ? (
        <button
          type="button"
          class="btn"
          aria-label={texts.recents.removeLabel({ title })}
          onClick={() => actions.forget(path)}
        >
          {texts.recents.remove}
        </button>
      ) : (
        <button
          type="button"
          class="btn"
          aria-label={texts.recents.shareAgainLabel({ title })}
          onClick={() => go({ to: 'check', path })}
        >
          {texts.recents.shareAgain}
        </button>
      )}
    </li>
  );
}

function sharedLine({ path, fileName: name, sizeBytes, sharedAt }: Recent): string {
  const fileName = isAddress(path) ? shownAddress(path) : name;
  const when = whenShared(sharedAt, new Date());
  if (sizeBytes === null) return texts.recents.shared({ fileName, when });
  return texts.recents.sharedWithSize({ fileName, size: format.bytes(sizeBytes), when });
}

function whenShared(iso: string, now: Date): string {
  const moment = format.moment(iso, now);
  const day = format.dayOf(iso, now);
  if (day === 'yesterday') return moment;
  return day === 'today' ? texts.recents.today({ time: moment }) : texts.recents.on({ day: moment });
}
