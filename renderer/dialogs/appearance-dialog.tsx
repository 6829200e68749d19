/** Light, dark, or like the system; seen at once. */
import { useState } from 'preact/hooks';
import { Dialog } from '../parts/dialog.tsx';
import { Segmented } from '../parts/segmented.tsx';
import { texts } from '../texts/texts.ts';
import { keepTheme, themeIn, themes, type Theme } from '../theme.ts';

export function AppearanceDialog({ onClose }: { onClose: () => void }) {
  const [theme, setTheme] = useState<Theme>(themeIn(document.cookie));
  const segments = themes.map((value) => ({ value, label: texts.appearance[value] }));
  const choose = (chosen: Theme) => {
    setTheme(chosen);
    keepTheme(chosen);
  };
  return (
    <Dialog title={texts.appearance.title} width="narrow" onClose={onClose}>
      <Segmented legend={texts.appearance.legend} segments={segments} value={theme} onChange={choose} />
      <div class="end">
        <button type="button" class="btn main" onClick={onClose}>
          {texts.common.done}
        </button>
      </div>
    </Dialog>
  );
}
