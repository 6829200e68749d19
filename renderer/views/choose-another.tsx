/** Goes on to another file: by the system's dialog where there is one, else by the first page. */
import { useApp } from '../app-context.ts';
import { desktop } from '../desktop.ts';
import { texts } from '../texts/texts.ts';

export function ChooseAnother({
  main = false,
  label = texts.common.chooseAnother,
}: {
  main?: boolean;
  label?: string;
}) {
  const { go } = useApp();
  const choose = async () => {
    if (desktop === null) {
      go({ to: 'home' });
      return;
    }
    const path = await desktop.chooseDataset();
    if (path !== null) go({ to: 'check', path });
  };
  return (
    <button type="button" class={main ? 'btn main' : 'btn'} onClick={() => void choose()}>
      {label}
    </button>
  );
}
