/** Of what the owner is told by notifications while not looking at the window. */
import { newsKinds, type NewsKind } from '../../contract/desktop-settings.ts';
import { SettingGroup, SwitchRow } from '../parts/setting-row.tsx';
import { texts } from '../texts/texts.ts';
import type { AppliedSettings } from './desktop-settings.tsx';

export function NewsSettings({ settings: { shown, change, refused } }: { settings: AppliedSettings }) {
  const { notifications, mutedNews } = shown;
  const isRefused = refused?.keys.some((key) => key === 'notifications' || key === 'mutedNews') === true;
  const tell = (kind: NewsKind, on: boolean) =>
    change({ mutedNews: on ? mutedNews.filter((muted) => muted !== kind) : [...mutedNews, kind] });
  return (
    <SettingGroup title={texts.settings.tell}>
      <SwitchRow
        label={texts.settings.notifications}
        says={texts.settings.notificationsSays}
        on={notifications}
        refusal={isRefused ? texts.settings.systemRefused : null}
        onChange={(on) => change({ notifications: on })}
      />
      {newsKinds.map((kind) => (
        <SwitchRow
          key={kind}
          label={texts.settings.news[kind]}
          on={notifications && !mutedNews.includes(kind)}
          disabled={!notifications}
          onChange={(on) => tell(kind, on)}
        />
      ))}
    </SettingGroup>
  );
}
