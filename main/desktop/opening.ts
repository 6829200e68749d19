/** What the app is asked to do from outside: open the window, a dataset or a link, or nothing when it starts with the computer. Pure. */
import { z } from 'zod';
import { isAppLink } from './app-link.ts';
import { datasetArgument } from './dataset-argument.ts';

/** Behind the program where the system starts it at login: the tray is enough. */
export const hiddenSwitch = '--hidden';

/** Also what a second start hands over to the first. */
export const openingSchema = z.discriminatedUnion('open', [
  z.object({ open: z.literal('nothing') }),
  z.object({ open: z.literal('window') }),
  z.object({ open: z.literal('dataset'), path: z.string() }),
  z.object({ open: z.literal('link'), link: z.string() }),
]);
export type Opening = z.infer<typeof openingSchema>;

/** A link counts more than a file: whoever passes one passes nothing else. */
export function openingOf(argv: readonly string[], folder: string): Opening {
  const link = argv.filter(isAppLink).at(-1);
  if (link !== undefined) return { open: 'link', link };
  const path = datasetArgument(argv, folder);
  if (path !== null) return { open: 'dataset', path };
  return { open: argv.includes(hiddenSwitch) ? 'nothing' : 'window' };
}
