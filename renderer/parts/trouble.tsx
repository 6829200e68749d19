/** What went wrong, as a page: what happened, what it means, what to do, then a button; the code and the small print last. */
import type { ComponentChildren } from 'preact';
import type { Failure } from '../../contract/errors.ts';
import { useApp } from '../app-context.ts';
import { blameOf } from '../session/blame.ts';
import { texts } from '../texts/texts.ts';
import { useCopy } from './copy-button.tsx';
import { Icon } from './icon.tsx';

interface TroubleProps {
  readonly failure: Failure;
  readonly means: string;
  /** The buttons, the main one first. */
  readonly children: ComponentChildren;
}

export function Trouble({ failure, means, children }: TroubleProps) {
  const { state } = useApp();
  const detail = failure.detail ?? '';
  const { message, hint } = texts.service.told(failure);
  const report = texts.trouble.reportText({ version: state.snapshot?.version ?? '', ...failure, detail });
  const [copied, copy] = useCopy(report, texts.trouble.reportCopied);
  return (
    <section class="trouble">
      <h1 tabIndex={-1}>
        <Icon name="error" large />
        {texts.trouble.title({ code: failure.code, blame: blameOf(failure.code) })}
      </h1>
      <dl>
        <dt>{texts.trouble.happened}</dt>
        <dd>{message}</dd>
        <dt>{texts.trouble.means}</dt>
        <dd>{means}</dd>
        <dt>{texts.trouble.todo}</dt>
        <dd>
          <p>{hint}</p>
          <div class="row wrap actions">{children}</div>
        </dd>
      </dl>
      <div class="small-print">
        <p class="caption">
          {texts.trouble.code} <span class="mono">{failure.code}</span> ·{' '}
          <button type="button" class="inline" onClick={copy}>
            {copied === 'idle'
              ? texts.trouble.report
              : copied === 'copied'
                ? texts.common.copied
                : texts.common.notCopied}
          </button>
        </p>
        {detail !== '' && (
          <details class="caption">
            <summary>{texts.trouble.details}</summary>
            <pre tabIndex={0}>{detail}</pre>
          </details>
        )}
      </div>
    </section>
  );
}
