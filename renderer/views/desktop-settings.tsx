/** What the owner sets about the app on this computer; asked of the shell, which the tray changes as well. */
import { useEffect, useState } from 'preact/hooks';
import type { DesktopBridge } from '../../contract/desktop-bridge.ts';
import type { ChangeDesktopSettings, DesktopSettings } from '../../contract/desktop-settings.ts';
import { SwitchRow } from '../parts/setting-row.tsx';
import { useOptimistic, type Optimistic } from '../state/optimistic.ts';
import { texts } from '../texts/texts.ts';

export type AppliedSettings = Optimistic<DesktopSettings>;

const nothingYet: DesktopSettings = {
  version: '',
  openAtLogin: null,
  updates: null,
  notifications: true,
  stayAwake: true,
  mutedNews: [],
};

/** Null in an ordinary browser, and until the shell has answered. */
export function useDesktopSettings(bridge: DesktopBridge | null): AppliedSettings | null {
  const [known, setKnown] = useState<DesktopSettings | null>(null);
  useEffect(() => {
    if (bridge === null) return undefined;
    const stop = bridge.onSettings(setKnown);
    void bridge.settings().then(setKnown, () => undefined);
    return stop;
  }, [bridge]);
  const applied = useOptimistic<DesktopSettings>(known ?? nothingYet, async (wish) => {
    if (bridge !== null) setKnown(await bridge.changeSettings(wishOf(wish)));
  });
  return known === null ? null : applied;
}

export function ComputerSettings({ settings: { shown, change, refused } }: { settings: AppliedSettings }) {
  const refusal = (key: keyof DesktopSettings) =>
    refused?.keys.includes(key) === true ? texts.settings.systemRefused : null;
  return (
    <>
      {shown.openAtLogin !== null && (
        <SwitchRow
          label={texts.settings.openAtLogin}
          on={shown.openAtLogin}
          refusal={refusal('openAtLogin')}
          onChange={(openAtLogin) => change({ openAtLogin })}
        />
      )}
      <SwitchRow
        label={texts.settings.stayAwake}
        says={texts.settings.stayAwakeSays}
        on={shown.stayAwake}
        refusal={refusal('stayAwake')}
        onChange={(stayAwake) => change({ stayAwake })}
      />
    </>
  );
}

/** What this computer does not have is not wished for, and the version is not the owner's. */
function wishOf({ openAtLogin, updates, notifications, stayAwake, mutedNews }: Partial<DesktopSettings>) {
  const wish: ChangeDesktopSettings = {
    ...(typeof openAtLogin === 'boolean' ? { openAtLogin } : {}),
    ...(typeof updates === 'boolean' ? { updates } : {}),
    ...(notifications === undefined ? {} : { notifications }),
    ...(stayAwake === undefined ? {} : { stayAwake }),
    ...(mutedNews === undefined ? {} : { mutedNews: [...mutedNews] }),
  };
  return wish;
}
