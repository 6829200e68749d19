/** Brings a page to one of the views. */
import type { Page } from '@playwright/test';
import type { FakeControl } from './fake-control.ts';
import { asDesktop, open } from './fixtures.ts';
import type { View } from './view.ts';

export async function show(page: Page, control: FakeControl, view: View): Promise<void> {
  if (view.desktop === true) await asDesktop(page);
  view.set(control);
  await open(page, control, view.place);
  await view.then?.(page, control);
}
