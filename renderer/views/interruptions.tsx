/** When a way out did not lead here lately, and why; folded away until somebody asks. */
import type { Session } from '../../contract/session.ts';
import { format, texts } from '../texts/texts.ts';

const SHOWN = 5;

export function Interruptions({ reach: { interruptions } }: Pick<Session, 'reach'>) {
  if (interruptions.length === 0) return null;
  const now = new Date();
  return (
    <details class="small interruptions">
      <summary>{texts.holds.interruptions({ times: interruptions.length })}</summary>
      <ul>
        {interruptions
          .slice(-SHOWN)
          .reverse()
          .map(({ from, to, why }) => {
            const began = format.momentWithTime(from, now);
            return (
              <li key={from}>
                {to === null
                  ? texts.holds.lasting({ from: began })
                  : texts.holds.lasted({ from: began, took: format.duration(secondsBetween(from, to)) })}
                {why !== undefined && <span class="muted"> {why}</span>}
              </li>
            );
          })}
      </ul>
    </details>
  );
}

function secondsBetween(from: string, to: string): number {
  return Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
}
