/** The program itself: its version and newer ones, whether everything works, and a report for whoever helps. */
import { useState } from 'preact/hooks';
import type { Doctor } from '../../contract/control.ts';
import type { UpdateLook } from '../../contract/desktop-settings.ts';
import { useApp } from '../app-context.ts';
import { desktop } from '../desktop.ts';
import { SettingGroup, SettingRow, SwitchRow } from '../parts/setting-row.tsx';
import { texts } from '../texts/texts.ts';
import type { AppliedSettings } from './desktop-settings.tsx';

export function AppSettings({ version, settings }: { version: string; settings: AppliedSettings | null }) {
  return (
    <SettingGroup title={texts.settings.app}>
      {settings === null ? (
        <p class="opt">{texts.settings.version({ version })}</p>
      ) : (
        <Updates version={version} settings={settings} />
      )}
      <Checkup />
      {desktop !== null && <Report />}
    </SettingGroup>
  );
}

function Updates({ version, settings: { shown, change } }: { version: string; settings: AppliedSettings }) {
  const [look, setLook] = useState<UpdateLook | 'looking' | null>(null);
  const search = () => {
    setLook('looking');
    desktop?.lookForUpdate().then(setLook, () => setLook({ is: 'unknown' }));
  };
  if (shown.updates === null) {
    return <SettingRow label={texts.settings.version({ version })} says={texts.settings.updatesOff} children={null} />;
  }
  return (
    <>
      <SettingRow label={texts.settings.version({ version })} says={look === null ? null : lookText(look)}>
        <button type="button" class="btn" aria-disabled={look === 'looking'} onClick={search}>
          {texts.settings.look}
        </button>
      </SettingRow>
      <SwitchRow
        label={texts.settings.updates}
        says={texts.settings.updatesSays}
        on={shown.updates}
        onChange={(updates) => change({ updates })}
      />
    </>
  );
}

function lookText(look: UpdateLook | 'looking'): string {
  if (look === 'looking') return texts.settings.looking;
  switch (look.is) {
    case 'found':
      return texts.settings.found({ version: look.version });
    case 'off':
      return texts.settings.updatesOff;
    case 'newest':
      return texts.settings.newest;
    case 'unknown':
      return texts.settings.unknown;
  }
}

function Checkup() {
  const { client } = useApp();
  const [found, setFound] = useState<Doctor | 'checking' | 'failed' | null>(null);
  const check = () => {
    setFound('checking');
    client.doctor().then(setFound, () => setFound('failed'));
  };
  const wrong = found === null || typeof found === 'string' ? [] : found.checkups.filter(({ state }) => state !== 'ok');
  return (
    <>
      <SettingRow label={texts.settings.works}>
        <button type="button" class="btn" aria-disabled={found === 'checking'} onClick={check}>
          {texts.settings.check}
        </button>
      </SettingRow>
      <div class="findings small" role="status">
        {found === 'checking' && <p class="muted">{texts.settings.checking}</p>}
        {found === 'failed' && <p class="refusal">{texts.common.notAnswered}</p>}
        {found !== null && typeof found === 'object' && (
          <p>{found.ok ? texts.settings.allWell : texts.settings.notAllWell}</p>
        )}
        {wrong.length > 0 && (
          <ul>
            {wrong.map(({ name, finding, hint }) => (
              <li key={name}>
                <b>{name}</b>: {finding} <span class="muted">{hint}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}

function Report() {
  const [state, setState] = useState<'idle' | 'saved' | 'failed'>('idle');
  const save = () => {
    setState('idle');
    desktop?.saveReport().then(
      (saved) => setState(saved ? 'saved' : 'idle'),
      () => setState('failed'),
    );
  };
  return (
    <SettingRow
      label={texts.settings.report}
      says={state === 'saved' ? texts.settings.reportSaved : texts.settings.reportSays}
      refusal={state === 'failed' ? texts.settings.reportFailed : null}
    >
      <button type="button" class="btn" onClick={save}>
        {texts.settings.saveReport}
      </button>
    </SettingRow>
  );
}
