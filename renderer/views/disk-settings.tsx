/** What Annotate Share keeps on the disk: how much, how much at most, where, and what can go. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { folderNames, type Cleared, type Settings, type SettingKey, type Storage } from '../../contract/settings.ts';
import { useApp } from '../app-context.ts';
import { desktop } from '../desktop.ts';
import type { SettingState } from '../parts/setting-row.tsx';
import { limitChoices } from '../session/setting-choices.ts';
import { format, texts } from '../texts/texts.ts';

interface DiskSettingsProps {
  readonly settings: Settings;
  readonly of: (key: SettingKey) => SettingState;
  readonly onChange: (wish: Partial<Settings>) => void;
}

export function DiskSettings({ settings, of, onChange }: DiskSettingsProps) {
  const { client } = useApp();
  const [storage, setStorage] = useState<Storage | null | 'unknown'>(null);
  const read = useCallback(() => {
    client.storage().then(setStorage, () => setStorage('unknown'));
  }, [client]);
  useEffect(read, [read]);
  const known = storage === 'unknown' ? null : storage;
  return (
    <>
      {storage === 'unknown' && <p class="small refusal">{texts.settings.notCounted}</p>}
      <Room
        what={texts.settings.stores}
        says={texts.settings.storesSays}
        used={known?.stores ?? null}
        limit={settings.storeLimitBytes}
        state={of('storeLimitBytes')}
        onLimit={(storeLimitBytes) => onChange({ storeLimitBytes })}
      />
      <Room
        what={texts.settings.downloads}
        says={texts.settings.downloadsSays}
        used={known?.downloads ?? null}
        limit={settings.downloadLimitBytes}
        state={of('downloadLimitBytes')}
        onLimit={(downloadLimitBytes) => onChange({ downloadLimitBytes })}
      />
      {/* All of it from the start, also while it is counted: what follows stays where it is. */}
      <Clear any={known !== null && known.downloads > 0} onCleared={read} />
      <div class="opt">
        <div class="fit">
          <p>{texts.settings.copies}</p>
          <p class="small muted">{texts.settings.copiesSays}</p>
        </div>
        <span class="small">{known === null ? '' : format.bytes(known.prepared)}</span>
      </div>
      <Folders folders={known?.folders ?? null} />
    </>
  );
}

interface RoomProps {
  readonly what: string;
  readonly says: string;
  /** Null until it is counted. */
  readonly used: number | null;
  readonly limit: number;
  readonly state: SettingState;
  readonly onLimit: (bytes: number) => void;
}

function Room({ what, says, used, limit, state, onLimit }: RoomProps) {
  const share = used === null || limit === 0 ? 0 : Math.min(1, used / limit);
  const inWords =
    used === null
      ? texts.settings.counting
      : texts.settings.used({ used: format.bytes(used), limit: format.bytes(limit) });
  return (
    <div class="room">
      <div class="opt">
        <div class="fit">
          <p>{what}</p>
          <p class="small muted">{state.says ?? says}</p>
          {state.refusal !== null && (
            <p class="small refusal" role="alert">
              {state.refusal}
            </p>
          )}
        </div>
        <select
          class="pick"
          aria-label={texts.settings.limitOf({ what })}
          disabled={state.disabled}
          value={String(limit)}
          onChange={(event) => onLimit(Number(event.currentTarget.value))}
        >
          {limitChoices(limit).map((bytes) => (
            <option key={bytes} value={String(bytes)}>
              {texts.settings.limit({ size: format.bytes(bytes) })}
            </option>
          ))}
        </select>
      </div>
      <svg
        class="meter"
        role="meter"
        aria-label={what}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={inWords}
        viewBox="0 0 100 1"
        preserveAspectRatio="none"
      >
        <rect width={share * 100} height="1" />
      </svg>
      <p class="caption">{inWords}</p>
    </div>
  );
}

function Clear({ any, onCleared }: { any: boolean; onCleared: () => void }) {
  const { client } = useApp();
  const [state, setState] = useState<'idle' | 'clearing' | 'failed' | Cleared>('idle');
  const clear = () => {
    setState('clearing');
    client.clearDownloads().then(
      (cleared) => {
        setState(cleared);
        onCleared();
      },
      () => setState('failed'),
    );
  };
  return (
    <div class="row wrap gap">
      <button type="button" class="btn" disabled={!any} aria-disabled={state === 'clearing'} onClick={clear}>
        {state === 'clearing' ? texts.settings.clearing : texts.settings.clear}
      </button>
      <p class="small muted" role="status">
        {state === 'failed' ? texts.common.notAnswered : typeof state === 'object' ? clearedText(state) : ''}
      </p>
    </div>
  );
}

function clearedText({ bytes, kept }: Cleared): string {
  const size = format.bytes(bytes);
  return kept === 0 ? texts.settings.cleared({ size }) : texts.settings.clearedBut({ size, kept: format.bytes(kept) });
}

function Folders({ folders }: { folders: Storage['folders'] | null }) {
  const [problem, setProblem] = useState(false);
  return (
    <details class="folders">
      <summary>{texts.settings.files}</summary>
      <ul class="list">
        {folderNames.map((name) => (
          <li key={name}>
            <div class="fit">
              <p>{texts.settings.folders[name]}</p>
              <p class="caption anywhere">{folders?.[name] ?? ''}</p>
            </div>
            {desktop !== null && (
              <button
                type="button"
                class="btn quiet"
                aria-label={texts.settings.openLabel({ what: texts.settings.folders[name] })}
                onClick={() => {
                  setProblem(false);
                  desktop?.openFolder(name).catch(() => setProblem(true));
                }}
              >
                {texts.settings.open}
              </button>
            )}
          </li>
        ))}
      </ul>
      {problem && (
        <p class="small refusal" role="alert">
          {texts.settings.notOpened}
        </p>
      )}
    </details>
  );
}
