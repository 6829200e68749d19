/** When a person accepted what is asked for now; nothing where nothing is asked. */
import type { Person, Session } from '../../contract/session.ts';
import { format, texts } from '../texts/texts.ts';

export function TermsLine({ person, dataUse }: { person: Person | null; dataUse: Session['dataUse'] }) {
  if (person === null || dataUse === null) return null;
  const { acceptedTermsAt = null } = person;
  return (
    <p class="caption">
      {acceptedTermsAt === null
        ? texts.dataUse.notAccepted
        : texts.dataUse.acceptedOn({ when: format.momentWithTime(acceptedTermsAt, new Date()) })}
    </p>
  );
}
