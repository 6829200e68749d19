/** What a view of the page is to the checks that look at all of them, and what many of them share. */
import type { Page } from '@playwright/test';
import type { FakeControl } from './fake-control.ts';
import { lung, pbmc, retina, tumour } from './samples.ts';

export interface View {
  readonly name: string;
  readonly desktop?: boolean;
  readonly set: (control: FakeControl) => void;
  /** What of the address follows `#`. */
  readonly place?: string;
  readonly then?: (page: Page, control: FakeControl) => Promise<void>;
}

export const all = [lung, tumour, retina, pbmc];
export const button = (page: Page, name: string) => page.getByRole('button', { name }).click();
