/** Takes a file by drop, by the system's dialog, or, in a browser, by its path; says at once when a file is of the wrong kind. */
import { useApp } from '../app-context.ts';
import { desktop } from '../desktop.ts';
import { Icon } from '../parts/icon.tsx';
import { texts } from '../texts/texts.ts';
import { useDrop } from './drop-context.ts';
import { PathForm } from './path-form.tsx';

export function DropTarget() {
  const { go } = useApp();
  const { held, refused } = useDrop();
  const choose = async () => {
    const path = (await desktop?.chooseDataset()) ?? null;
    if (path !== null) go({ to: 'check', path });
  };
  return (
    <section class="taking" aria-label={texts.home.drop}>
      {held === null ? (
        <div class="drop">
          {desktop === null ? (
            <PathForm says={pathTexts()} main />
          ) : (
            <>
              <p class="lead">{texts.home.drop}</p>
              <button type="button" class="btn main large" onClick={() => void choose()}>
                <Icon name="file" /> {texts.home.choose}
              </button>
              <p class="caption">{texts.home.dropHint}</p>
              <PathForm says={addressTexts()} main={false} />
            </>
          )}
        </div>
      ) : (
        <Held files={held} />
      )}
      {refused !== null && (
        <p class="notice warning" role="alert">
          <Icon name="warning" /> <span>{refused}</span>
        </p>
      )}
    </section>
  );
}

function pathTexts() {
  const { pathLabel: label, pathExample: example, pathCheck: check, pathHint: hint, pathEmpty: empty } = texts.home;
  return { label, example, check, hint, empty };
}

/** The dialog names files; an address has to be typed. */
function addressTexts() {
  const { desktopLabel: label, desktopExample: example, desktopCheck: check, desktopEmpty: empty } = texts.elsewhere;
  return { label, example, check, hint: null, empty };
}

/** While a file is held over the page. Its name is not known before it is let go. */
function Held({ files }: { files: number }) {
  if (desktop === null) {
    return (
      <div class="drop held">
        <p class="lead">{texts.home.browserDrop}</p>
        <p class="caption">{texts.home.browserDropHint}</p>
      </div>
    );
  }
  return (
    <div class={files > 1 ? 'drop held several' : 'drop held'}>
      <p class="lead">{files > 1 ? texts.home.several : texts.home.letGo}</p>
      <p class="caption">{files > 1 ? texts.home.severalHint : texts.home.letGoHint}</p>
    </div>
  );
}
