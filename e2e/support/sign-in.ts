/** Signs in as a collaborator does: on the page that a browser is shown when it opens the link. */
import { expect, type Page } from '@playwright/test';
import type { ReadyLine } from '../../contract/command-line.ts';

export async function signIn(page: Page, { session, signIn: { user, password } }: ReadyLine): Promise<void> {
  await page.goto(session.url);
  await submit(page, user, password);
  await expect(page.getByTestId('layout-choice')).toBeVisible({ timeout: 60_000 });
}

export async function submit(page: Page, user: string, password: string): Promise<void> {
  await page.getByLabel('User name').fill(user);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** What a program sends on every request. */
export function basic({ user, password }: ReadyLine['signIn']): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
