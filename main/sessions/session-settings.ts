/** What the owner has set for a session: asked for at the start, remembered from last time, changed while it runs. Pure. */
import { basename } from 'node:path';
import type { ChangeSession, StartSession } from '../../contract/control.ts';
import { nothingHidden, type Hides } from '../../contract/hides.ts';
import type { Role, Toggles } from '../../contract/session.ts';
import { nameOfSource } from '../datasets/remote/source.ts';
import type { RememberedDataset } from '../store/datasets.ts';

export interface SessionSettings {
  readonly title: string;
  readonly toggles: Toggles;
  readonly generalRole: Role;
  readonly generalOpen: boolean;
  readonly hides: Hides;
  /** Null for never. */
  readonly sleepAfterMinutes: number | null;
}

type Wish = Pick<
  StartSession,
  'dataset' | 'title' | 'toggles' | 'generalLink' | 'sleepAfterMinutes' | 'hiddenColumns' | 'hideExpression'
>;

/** Before the dataset is known. */
export function firstSettings(wish: Wish, sleepAfterMinutes: number | null): SessionSettings {
  return {
    title: wish.title ?? nameOfSource(wish.dataset, basename),
    toggles: { diffexp: true, annotations: true, ...definedOnly(wish.toggles) },
    generalRole: wish.generalLink?.role ?? 'annotator',
    generalOpen: wish.generalLink?.open ?? true,
    hides: hidesAfter(nothingHidden, wish),
    sleepAfterMinutes: wish.sleepAfterMinutes === undefined ? sleepAfterMinutes : wish.sleepAfterMinutes,
  };
}

/** Once it is known: what was asked for now goes before what was set last time. */
export function rememberedSettings(
  settings: SessionSettings,
  wish: Wish,
  { title, toggles, generalRole, generalOpen, hides, sleepAfterMinutes }: RememberedDataset,
): SessionSettings {
  const sleep = wish.sleepAfterMinutes === undefined ? sleepAfterMinutes : wish.sleepAfterMinutes;
  return {
    ...settings,
    title,
    toggles: { ...toggles, ...definedOnly(wish.toggles) },
    generalRole: wish.generalLink?.role ?? generalRole,
    generalOpen: wish.generalLink?.open ?? generalOpen,
    hides: hidesAfter(hides, wish),
    sleepAfterMinutes: sleep === undefined ? settings.sleepAfterMinutes : sleep,
  };
}

export function changedSettings(settings: SessionSettings, wish: ChangeSession): SessionSettings {
  const { title, toggles, generalLink, sleepAfterMinutes } = wish;
  return {
    title: title ?? settings.title,
    toggles: { ...settings.toggles, ...definedOnly(toggles) },
    generalRole: generalLink?.role ?? settings.generalRole,
    generalOpen: generalLink?.open ?? settings.generalOpen,
    hides: hidesAfter(settings.hides, wish),
    sleepAfterMinutes: sleepAfterMinutes === undefined ? settings.sleepAfterMinutes : sleepAfterMinutes,
  };
}

function hidesAfter(
  hides: Hides,
  { hiddenColumns, hideExpression }: Pick<ChangeSession, 'hiddenColumns' | 'hideExpression'>,
): Hides {
  return { columns: hiddenColumns ?? hides.columns, expression: hideExpression ?? hides.expression };
}

/** Leaves out what is `undefined`: a partial wish must not overwrite what it does not mention. */
function definedOnly(wish: { readonly [name in keyof Toggles]?: boolean | undefined } | undefined): Partial<Toggles> {
  return Object.fromEntries(Object.entries(wish ?? {}).filter(([, value]) => value !== undefined));
}
