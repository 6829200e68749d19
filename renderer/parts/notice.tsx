/** Something to know: what, then what it means or what to do. */
import type { Notice as SessionNotice } from '../../contract/session.ts';
import { texts } from '../texts/texts.ts';
import { Icon } from './icon.tsx';

const icons = { hint: 'info', warning: 'warning', error: 'error' } as const;

interface NoticeProps {
  readonly severity: SessionNotice['severity'];
  readonly what: string;
  readonly says?: string;
}

export function Notice({ severity, what, says }: NoticeProps) {
  return (
    <div class={`notice ${severity}`}>
      <Icon name={icons[severity]} />
      <div>
        <p class="what">{what}</p>
        {says !== undefined && <p class="small muted">{says}</p>}
      </div>
    </div>
  );
}

interface ToldProps {
  /** As the service says it. */
  readonly told: Pick<SessionNotice, 'message' | 'hint'> & { readonly code: string };
  readonly severity: SessionNotice['severity'];
}

export function Told({ told, severity }: ToldProps) {
  const { message, hint } = texts.service.told(told);
  return <Notice severity={severity} what={message} says={hint} />;
}
