/** The proxy's own pages in each of their states, as collaborators meet them: looked at by the accessibility and picture checks. */
import type { Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { describeFailure } from '../../contract/errors.ts';
import { galleryHeaders, galleryPage, type GalleryPage } from '../../main/proxy/pages/gallery-page.ts';
import { institutePage, signedOutPage } from '../../main/proxy/pages/institute-page.ts';
import { deadLinkPage, invitePage } from '../../main/proxy/pages/invite-page.ts';
import { pageHeaders } from '../../main/proxy/pages/layout.ts';
import {
  crossSitePage,
  nothingHerePage,
  signedInInFrontPage,
  signOutPage,
} from '../../main/proxy/pages/plain-pages.ts';
import { signInPage, type SignInPage, type SignInTrouble } from '../../main/proxy/pages/sign-in-page.ts';
import { termsPage, type TermsPage } from '../../main/proxy/pages/terms-page.ts';
import { waitingPage } from '../../main/proxy/pages/waiting-pages.ts';
import { aPicture } from './drawn.ts';

export interface CollaboratorPage {
  readonly name: string;
  readonly html: string;
}

const root = '/d/fetal-lung';
const token = 'cafe'.repeat(8);
const signIn = (rest: Partial<SignInPage> = {}) =>
  signInPage({ action: `${root}/-/sign-in`, token, user: '', trouble: { kind: 'none' }, safari: false, ...rest }).text;
const trouble = (kind: Exclude<SignInTrouble['kind'], 'wait'>) => signIn({ user: 'guest', trouble: { kind } });
const institute = { name: 'Institute of Lung Research', href: `${root}/-/institute`, answers: true };

const terms = (rest: Partial<TermsPage> = {}) =>
  termsPage({
    terms: {
      title: 'Unpublished data of the Brandt lab',
      contact: 'Lina Brandt, lina@lab.example',
      terms:
        'These cells are **not published yet**. Whoever looks at them agrees:\n\n- to show them to nobody else,\n- not to publish on them before we have,\n- to ask before naming them in a talk.\n\nWe are glad to work on them together.',
      hash: 'c0ffee',
    },
    name: 'Maria Okafor',
    accepted: false,
    root,
    token,
    trouble: { kind: 'none' },
    ...rest,
  });

const offer = (title: string, rest: Partial<GalleryPage['offers'][number]> = {}): GalleryPage['offers'][number] => ({
  slug: title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
  title,
  groups: ['Lung'],
  cells: 87_412,
  genes: 24_306,
  picture: { version: '1', sentence: `umap of ${title}, coloured by cell_type` },
  words: [],
  state: 'open',
  looking: [],
  ...rest,
});
const offers = [
  offer('Fetal lung, weeks 12–20', { looking: ['Maria Okafor', 'Jonas Weber'] }),
  offer('Tumour B, all regions', { cells: 214_880, groups: ['Lung', 'Oncology'] }),
  offer('Mouse retina, P0–P14', { cells: 30_120, state: 'asleep', groups: ['Eye'] }),
  offer('Kidney, adult', { cells: null, genes: null, picture: null, state: 'starting' }),
  offer('Organoid, day 30', { cells: 9_870, state: 'paused' }),
  offer('Blood cells (PBMC)', { cells: 700, genes: 765, state: 'broken' }),
];
const gallery = (rest: Partial<GalleryPage> = {}) =>
  galleryPage({
    basePath: '',
    name: 'Maria Okafor',
    maySignOut: true,
    search: '',
    offers,
    total: offers.length,
    ...rest,
  });

export const collaboratorPages: readonly CollaboratorPage[] = [
  { name: 'collaborator-sign-in', html: signIn() },
  { name: 'collaborator-sign-in-wrong', html: trouble('wrong') },
  { name: 'collaborator-sign-in-wait', html: signIn({ user: 'guest', trouble: { kind: 'wait', seconds: 42 } }) },
  { name: 'collaborator-sign-in-stale', html: trouble('stale') },
  { name: 'collaborator-sign-in-put-out', html: trouble('put-out') },
  { name: 'collaborator-sign-in-over', html: trouble('over') },
  { name: 'collaborator-sign-in-too-many', html: trouble('too-many') },
  { name: 'collaborator-sign-in-run-out', html: trouble('run-out') },
  { name: 'collaborator-sign-in-safari', html: signIn({ safari: true }) },
  { name: 'collaborator-sign-in-institute', html: signIn({ institute }) },
  { name: 'collaborator-sign-in-institute-silent', html: signIn({ institute: { ...institute, answers: false } }) },
  { name: 'collaborator-sign-in-library', html: signIn({ at: 'library' }) },
  { name: 'collaborator-sign-in-elsewhere', html: signIn({ account: { name: 'maria', gallery: '/' } }) },
  {
    name: 'collaborator-institute-refused',
    html: institutePage({
      failure: describeFailure('oidc-not-allowed', { name: institute.name, account: 'maria@elsewhere.example' }),
      ways: { again: `${root}/-/institute`, other: `${root}/` },
    }).text,
  },
  {
    name: 'collaborator-institute-signed-out',
    html: signedOutPage({ name: institute.name, url: '/', back: `${root}/` }).text,
  },
  {
    name: 'collaborator-invite',
    html: invitePage({ name: 'Maria Okafor', token, trouble: { kind: 'none' }, instead: null }).text,
  },
  {
    name: 'collaborator-invite-signed-in',
    html: invitePage({ name: 'Maria Okafor', token, trouble: { kind: 'stale' }, instead: 'Guest 1' }).text,
  },
  { name: 'collaborator-invite-dead', html: deadLinkPage().text },
  { name: 'collaborator-data-use', html: terms().text },
  { name: 'collaborator-data-use-changed', html: terms({ trouble: { kind: 'changed' } }).text },
  { name: 'collaborator-data-use-accepted', html: terms({ accepted: true }).text },
  { name: 'collaborator-gallery', html: gallery().text },
  { name: 'collaborator-gallery-search', html: gallery({ search: 'lung', offers: offers.slice(0, 2) }).text },
  { name: 'collaborator-gallery-nothing-found', html: gallery({ search: 'heart', offers: [] }).text },
  { name: 'collaborator-gallery-empty', html: gallery({ offers: [], total: 0 }).text },
  { name: 'collaborator-opening', html: waitingPage('opening', `${root}/`).text },
  { name: 'collaborator-starting-again', html: waitingPage('starting', `${root}/`).text },
  { name: 'collaborator-paused', html: waitingPage('paused', `${root}/`).text },
  { name: 'collaborator-still-not-back', html: waitingPage('broken', `${root}/`).text },
  { name: 'collaborator-nothing-here', html: nothingHerePage().text },
  { name: 'collaborator-not-from-here', html: crossSitePage().text },
  {
    name: 'collaborator-sign-out',
    html: signOutPage({ action: `${root}/-/sign-out`, token, name: 'Guest 1', comesBack: false }).text,
  },
  {
    name: 'collaborator-sign-out-invited',
    html: signOutPage({ action: `${root}/-/sign-out`, token, name: 'Maria Okafor', comesBack: true }).text,
  },
  { name: 'collaborator-sign-out-in-front', html: signedInInFrontPage('anna').text },
];

/** Answers as the proxy does, with the headers that it sends. */
export async function openCollaboratorPage(page: Page, { name, html }: CollaboratorPage): Promise<void> {
  const headers = name.startsWith('collaborator-gallery') ? galleryHeaders : pageHeaders;
  await page.route('https://lab.example/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.endsWith('.png')) {
      await route.fulfill({ contentType: 'image/png', body: PNG.sync.write(aPicture(pathname)) });
    } else await route.fulfill({ contentType: 'text/html; charset=utf-8', headers, body: html });
  });
  await page.goto(`https://lab.example${root}/`);
}
