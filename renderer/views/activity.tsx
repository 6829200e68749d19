/** Who did what: the newest first, as it happens, to be narrowed down and taken away as a file. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AuditEntry } from '../../contract/audit.ts';
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Icon } from '../parts/icon.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { WaitingLines } from '../parts/waiting.tsx';
import { saveFile } from '../parts/save-file.ts';
import { Refused } from '../service/control-client.ts';
import {
  activityKinds,
  byDay,
  chosen,
  peopleIn,
  withNewest,
  type ActivityKind,
  type WhoFilter,
} from '../session/activity.ts';
import { format, texts } from '../texts/texts.ts';

const PAGE = 100;

interface Loaded {
  readonly entries: readonly AuditEntry[];
  /** Whether there may be older ones. */
  readonly more: boolean;
}

export function Activity({ session }: { session: Session }) {
  const { state } = useApp();
  const { loaded, problem, older } = useAudit(session);
  const [kind, setKind] = useState<ActivityKind>('everything');
  const [who, setWho] = useState<WhoFilter>('everyone');
  if (loaded === null)
    return problem === null ? <WaitingLines label={texts.activity.loading} /> : <Problem text={problem} />;
  const shown = chosen(loaded.entries, kind, who);
  return (
    <>
      <div class="row wrap activity-head">
        <div class="row wrap">
          <select
            class="pick"
            aria-label={texts.activity.show}
            value={kind}
            onChange={(event) =>
              setKind(activityKinds.find((one) => one === event.currentTarget.value) ?? 'everything')
            }
          >
            {activityKinds.map((one) => (
              <option key={one} value={one}>
                {texts.activity.kinds[one]}
              </option>
            ))}
          </select>
          <select
            class="pick"
            aria-label={texts.activity.person}
            value={who}
            onChange={(event) => setWho(event.currentTarget.value)}
          >
            <option value="everyone">{texts.activity.everyone}</option>
            <option value="owner">{texts.activity.you}</option>
            {peopleIn(loaded.entries).map((one) => (
              <option key={one.who} value={one.who}>
                {one.name}
              </option>
            ))}
            <option value="stranger">{texts.activity.strangers}</option>
          </select>
        </div>
        <Exports session={session} />
      </div>
      {problem !== null && <Problem text={problem} />}
      {shown.length === 0 ? (
        <p class="muted activity-none">
          {loaded.entries.length > 0
            ? texts.activity.noneShown
            : state.snapshot?.settings?.auditDays === 0
              ? texts.activity.notKept
              : texts.activity.none}
        </p>
      ) : (
        <Days entries={shown} />
      )}
      {loaded.more && (
        <button type="button" class="btn activity-more" onClick={older}>
          {texts.activity.older}
        </button>
      )}
      <p class="caption activity-foot">{texts.activity.note}</p>
    </>
  );
}

function Days({ entries }: { entries: readonly AuditEntry[] }) {
  const now = new Date();
  const dayOf = (at: string) => {
    const day = format.dayOf(at, now);
    return day === 'earlier' ? format.moment(at, now) : texts.activity[day];
  };
  return (
    <>
      {byDay(entries, dayOf).map(({ day, entries: lines }) => (
        <section key={day} aria-label={day}>
          <h2 class="caption activity-day">{day}</h2>
          <ul class="list activity">
            {lines.map((entry) => (
              <Line key={entry.id} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Line({ entry }: { entry: AuditEntry }) {
  const { actor, name, action, at, until, count, address } = entry;
  const isOfNobody = action === 'sign-in-refused';
  const who = actor === 'owner' ? texts.activity.you : (name ?? texts.activity.somebody);
  return (
    <li>
      <time class="caption" dateTime={at} title={new Date(at).toLocaleString(texts.locale)}>
        {format.time(at)}
      </time>
      <p class="fit">
        {!isOfNobody && (
          <>
            <b>{who}</b>{' '}
          </>
        )}
        {texts.activity.did(entry)}
        {count > 1 && (
          <span class="caption activity-times">{texts.activity.times({ count, until: format.time(until) })}</span>
        )}
      </p>
      <span class="caption">{address}</span>
    </li>
  );
}

function Exports({ session }: { session: Session }) {
  const { client } = useApp();
  const [problem, setProblem] = useState<string | null>(null);
  const save = (ending: 'csv' | 'json') => {
    setProblem(null);
    const text =
      ending === 'csv'
        ? client.auditCsv(session.id)
        : client.wholeAudit(session.id).then((entries) => `${JSON.stringify(entries, null, 2)}\n`);
    text
      .then((content) => saveFile(`${texts.activity.fileName(session)}.${ending}`, content))
      .catch((error: unknown) => setProblem(problemOf(error)));
  };
  return (
    <div class="row wrap">
      {(['csv', 'json'] as const).map((ending) => (
        <button key={ending} type="button" class="btn" onClick={() => save(ending)}>
          <Icon name="download" /> {texts.activity[ending]}
        </button>
      ))}
      {problem !== null && <Problem text={problem} />}
    </div>
  );
}

function Problem({ text }: { text: string }) {
  return (
    <p class="small refusal" role="alert">
      {text}
    </p>
  );
}

/** Follows the audit: the session's number says that there is something new. */
function useAudit({ id, activity }: Session) {
  const { client } = useApp();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const asked = useRef<'no' | 'yes' | 'again'>('no');
  const tell = (error: unknown) => setProblem(problemOf(error));

  const newest = () => {
    // What comes in a burst is fetched together.
    asked.current = asked.current === 'no' ? 'yes' : 'again';
    if (asked.current === 'again') return;
    client
      .audit(id, { limit: PAGE })
      .then((page) => {
        setProblem(null);
        setLoaded((before) => joined(before, page));
      }, tell)
      .finally(() => {
        const again = asked.current === 'again';
        asked.current = 'no';
        if (again) newest();
      });
  };
  const older = () => {
    const before = loaded?.entries.at(-1)?.id;
    client
      .audit(id, { limit: PAGE, before })
      .then(
        (page) => setLoaded((known) => ({ entries: [...(known?.entries ?? []), ...page], more: page.length === PAGE })),
        tell,
      );
  };
  useEffect(newest, [id, activity]);
  return { loaded, problem, older };
}

function joined(before: Loaded | null, page: readonly AuditEntry[]): Loaded {
  const entries = withNewest(before?.entries ?? [], page);
  // Whether there is more is known of the page that is the oldest.
  const more = before === null || entries.length === page.length ? page.length === PAGE : before.more;
  return { entries, more };
}

function problemOf(error: unknown): string {
  return texts.activity.failed({ reason: reasonOf({ failure: error instanceof Refused ? error.failure : null }) });
}
