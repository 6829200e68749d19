/** What holds for everything that is shared from here: sleep, room on disk, and how long the record is kept. */
import type { SettingKey, Settings } from '../../contract/settings.ts';
import { useApp } from '../app-context.ts';
import { reasonOf } from '../parts/refusal-text.ts';
import { SelectRow, SettingGroup, type SettingState } from '../parts/setting-row.tsx';
import { Refused } from '../service/control-client.ts';
import { dayChoices } from '../session/setting-choices.ts';
import { sleepChoices } from '../session/sleep-choices.ts';
import { useOptimistic } from '../state/optimistic.ts';
import { texts } from '../texts/texts.ts';
import { DiskSettings } from './disk-settings.tsx';

export function ServiceSettings({ settings }: { settings: Settings }) {
  const { actions } = useApp();
  const { shown, change, refused } = useOptimistic<Settings>(settings, ({ fixed: _fixed, ...wish }) =>
    actions.changeSettings(wish),
  );
  const of = (key: SettingKey): SettingState => ({
    disabled: shown.fixed.includes(key),
    says: shown.fixed.includes(key) ? texts.settings.fixed : null,
    refusal:
      refused?.keys.includes(key) === true
        ? texts.settings.refused({
            reason: reasonOf({ failure: refused.error instanceof Refused ? refused.error.failure : null }),
          })
        : null,
  });
  const sleep = of('sleepAfterMinutes');
  const record = of('auditDays');
  return (
    <>
      <SettingGroup title={texts.settings.space}>
        <SelectRow
          {...sleep}
          label={texts.settings.sleep}
          says={sleep.says ?? texts.settings.sleepSays}
          choices={sleepChoices(shown.sleepAfterMinutes)}
          value={shown.sleepAfterMinutes}
          name={(minutes) => (minutes === null ? texts.sleep.never : texts.sleep.after({ minutes }))}
          onChange={(sleepAfterMinutes) => change({ sleepAfterMinutes })}
        />
        <DiskSettings settings={shown} of={of} onChange={change} />
      </SettingGroup>
      <SettingGroup title={texts.settings.record}>
        <SelectRow
          {...record}
          label={texts.settings.recordKeep}
          says={record.says ?? (shown.auditDays === 0 ? texts.settings.recordNone : texts.settings.recordSays)}
          choices={dayChoices(shown.auditDays)}
          value={shown.auditDays}
          name={(days) => (days === 0 ? texts.settings.notAtAll : texts.settings.days({ days }))}
          onChange={(auditDays) => change({ auditDays })}
        />
      </SettingGroup>
    </>
  );
}
