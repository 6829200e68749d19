/** Something to know: what, then what it means or what to do. */
import type { Notice as SessionNotice } from '../../contract/session.ts';
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
