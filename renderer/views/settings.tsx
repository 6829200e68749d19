/** Settings: of the app on this computer where it is one, and of everything that is shared from it. */
import { useState } from 'preact/hooks';
import { languageChoices, type LanguageChoice } from '../../contract/language.ts';
import { useApp } from '../app-context.ts';
import { desktop } from '../desktop.ts';
import { keepLanguage, languageChoiceIn } from '../language.ts';
import { Icon } from '../parts/icon.tsx';
import { Segmented } from '../parts/segmented.tsx';
import { SelectRow, SettingGroup, SettingRow } from '../parts/setting-row.tsx';
import { hashOf } from '../state/place.ts';
import { texts } from '../texts/texts.ts';
import { keepTheme, themeIn, themes, type Theme } from '../theme.ts';
import { AppSettings } from './app-settings.tsx';
import { ComputerSettings, useDesktopSettings } from './desktop-settings.tsx';
import { NewsSettings } from './news-settings.tsx';
import { ServiceSettings } from './service-settings.tsx';

export function Settings({ alone }: { alone: boolean }) {
  const { state } = useApp();
  const ofApp = useDesktopSettings(desktop);
  const { snapshot } = state;
  return (
    <main class="settings">
      <header class="head">
        <div class="row gap">
          {alone && (
            <a
              class="btn quiet ink icon pull"
              href={hashOf({ to: 'home' })}
              aria-label={texts.settings.back}
              title={texts.settings.back}
            >
              <Icon name="back" />
            </a>
          )}
          <h1 tabIndex={-1}>{texts.settings.title}</h1>
        </div>
      </header>
      <div class="scroll">
        <SettingGroup title={texts.settings.computer}>
          {ofApp !== null && <ComputerSettings settings={ofApp} />}
          <Looks />
        </SettingGroup>
        {ofApp !== null && <NewsSettings settings={ofApp} />}
        {snapshot?.settings !== undefined && <ServiceSettings settings={snapshot.settings} />}
        <AppSettings version={snapshot?.version ?? ''} settings={ofApp} />
      </div>
    </main>
  );
}

/** Of the page itself, in a window as in a browser. */
function Looks() {
  const [theme, setTheme] = useState<Theme>(themeIn(document.cookie));
  const [language, setLanguage] = useState<LanguageChoice>(languageChoiceIn(document.cookie));
  return (
    <>
      <SettingRow label={texts.settings.appearance}>
        <Segmented
          legend={texts.appearance.legend}
          segments={themes.map((value) => ({ value, label: texts.appearance[value] }))}
          value={theme}
          onChange={(chosen) => {
            setTheme(chosen);
            keepTheme(chosen);
          }}
        />
      </SettingRow>
      <SelectRow
        label={texts.settings.language}
        choices={languageChoices}
        value={language}
        name={(choice) => texts.language[choice]}
        onChange={(chosen) => {
          setLanguage(chosen);
          void keepLanguage(chosen);
        }}
      />
    </>
  );
}
