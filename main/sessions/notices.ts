/** Which troubles and remarks a session shows its owner. Pure. The gravest comes first: tray and window show that one. */
import { describeFailure, type Failure } from '../../contract/errors.ts';
import type { Notice, Reach } from '../../contract/session.ts';
import type { MemoryGuardState } from '../proxy/memory-policy.ts';
import { stageOf, warnedSince } from './expiry-policy.ts';
import { isComingUp, type Phase } from './session-state.ts';

/** How long a restart of the host is worth mentioning after it went well. */
const MENTION_RESTART_MS = 5 * 60_000;

export interface NoticeFacts {
  readonly phase: Phase;
  readonly reach: Reach;
  /** When the session ends by itself. */
  readonly expiresAt: Date | null;
  readonly hostEndedAt: Date | null;
  readonly datasetChangedAt: Date | null;
  /** Why there is no matrix store, if one was wanted. */
  readonly storeFailure: Failure | null;
  readonly memory: MemoryGuardState;
  /** Trouble that all sessions have in common. */
  readonly network?: readonly Notice[];
  readonly now: Date;
}

const gravity = { error: 0, warning: 1, hint: 2 } as const;

export function noticesFor(facts: NoticeFacts): Notice[] {
  const { phase, reach, hostEndedAt, datasetChangedAt, storeFailure, memory, now } = facts;
  const notices: Notice[] = [...(facts.network ?? [])];
  if (reach.error !== null && reach.since !== null) {
    notices.push({ ...pick(reach.error), severity: 'warning', since: reach.since });
  }
  const changed = changedAddress(reach);
  if (changed !== null) notices.push(changed);
  const ending = endingNotice(facts.expiresAt, now);
  if (ending !== null) notices.push(ending);
  if (phase.name === 'asleep' && phase.failure !== null) {
    notices.push({ ...pick(phase.failure), severity: 'error', since: phase.since.toISOString() });
  }
  // Whatever the phase, the next host opens the file as it is then.
  if (datasetChangedAt !== null && phase.name === 'live') {
    notices.push({
      code: 'dataset-changed',
      severity: 'warning',
      since: datasetChangedAt.toISOString(),
      message: 'The file was changed while it is being shared.',
      hint: 'People still see it as it was. Stop and share it again to show the new version.',
    });
  }
  if (storeFailure !== null && phase.name === 'live') {
    notices.push({ ...pick(storeFailure), severity: 'hint', since: phase.since.toISOString() });
  }
  const shortage = memoryNotice(phase, memory);
  if (shortage !== null) notices.push(shortage);
  const restart = restartNotice(phase, hostEndedAt, now);
  if (restart !== null) notices.push(restart);
  return notices.sort((a, b) => gravity[a.severity] - gravity[b.severity]);
}

/** Never silently: the link that people hold leads nowhere now. */
function changedAddress({ changed, state }: Reach): Notice | null {
  if (changed == null || (state !== 'up' && state !== 'doubtful')) return null;
  return {
    code: 'address-changed',
    severity: 'warning',
    since: changed.at,
    message: 'The address on the internet is another one now: the link that people have does not work any more.',
    hint: 'Send them the new link. Personal links have changed with it.',
  };
}

function endingNotice(expiresAt: Date | null, now: Date): Notice | null {
  const stage = stageOf(expiresAt?.getTime() ?? null, now.getTime());
  if (expiresAt === null || (stage !== 'soon' && stage !== 'last-minute')) return null;
  const left = stage === 'soon' ? 'ten minutes' : 'a minute';
  return {
    code: 'ends-soon',
    severity: stage === 'soon' ? 'hint' : 'warning',
    since: warnedSince(expiresAt.getTime(), stage).toISOString(),
    message: `This session ends in less than ${left}.`,
    hint: 'Extend it if people still need it. What they have saved is kept either way.',
  };
}

/** Short memory is worth a word once somebody was sent away for it. */
function memoryNotice(phase: Phase, memory: MemoryGuardState): Notice | null {
  if (memory.kind === 'enough' || memory.refused === 0 || phase.name !== 'live') return null;
  const { refused } = memory;
  const since = memory.since.toISOString();
  if (memory.kind === 'short')
    return { ...pick(describeFailure('memory-short', { refused })), severity: 'warning', since };
  return {
    code: 'memory-short',
    severity: 'hint',
    since,
    message: `This computer was short of memory for a while: differential expressions were refused (${refused}).`,
    hint: 'There is enough again. If it happens often, close other programs or share fewer datasets at once.',
  };
}

function restartNotice(phase: Phase, endedAt: Date | null, now: Date): Notice | null {
  if (endedAt === null) return null;
  const common = { code: 'host-restarted', since: endedAt.toISOString() } as const;
  if (isComingUp(phase) && phase.restarts > 0) {
    return {
      ...common,
      severity: 'warning',
      message: 'Annotate stopped and is being started again.',
      hint: 'People see a page that goes on by itself. Everything that showed as saved is safe.',
    };
  }
  if (phase.name === 'live' && now.getTime() - endedAt.getTime() < MENTION_RESTART_MS) {
    return {
      ...common,
      severity: 'hint',
      message: 'Annotate stopped and was started again.',
      hint: 'If it happens often, this computer may be short of memory.',
    };
  }
  return null;
}

function pick({
  code,
  message,
  hint,
}: {
  readonly code: Notice['code'];
  readonly message: string;
  readonly hint: string;
}) {
  return { code, message, hint };
}
