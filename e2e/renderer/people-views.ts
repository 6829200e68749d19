/** The views of who may see a session: people, personal links and the institute. */
import { invite, lungInvited, lungOfInstitute, pbmc } from './samples.ts';
import { all, button, type View } from './view.ts';

export const peopleViews: readonly View[] = [
  { name: '4-people', set: (control) => control.show(all), place: '/session/fetal-lung/people' },
  {
    name: '4-people-closed',
    set: (control) => control.show([{ ...pbmc, generalLink: { role: 'viewer', open: false } }]),
    place: '/session/pbmc-68k/people',
  },
  { name: '4-invited', set: (control) => control.show([lungInvited]), place: '/session/fetal-lung/people' },
  { name: '4-institute', set: (control) => control.show([lungOfInstitute]), place: '/session/fetal-lung/people' },
  {
    name: '4-invited-toggles-off',
    set: (control) => control.show([{ ...lungInvited, toggles: { diffexp: false, annotations: false } }]),
    place: '/session/fetal-lung/people',
    then: (page) => button(page, '2 browsers of Maria Okafor'),
  },
  {
    name: '4-invite',
    set: (control) => control.show([lungInvited]),
    place: '/session/fetal-lung/people',
    then: (page) => button(page, 'Invite someone…'),
  },
  {
    name: '4-invite-incomplete',
    set: (control) => control.show([lungInvited]),
    place: '/session/fetal-lung/people',
    then: async (page) => {
      await button(page, 'Invite someone…');
      await page.getByLabel('Ends').selectOption('On a date…');
      await button(page, 'Make the link');
    },
  },
  {
    name: '4-invite-link',
    set: (control) => control.show([lungInvited]),
    place: '/session/fetal-lung/people',
    then: (page) => button(page, 'Link and QR code of Maria Okafor'),
  },
  {
    name: '4-invite-link-local',
    set: (control) => control.show([{ ...pbmc, invites: [invite('Maria Okafor')] }]),
    place: '/session/pbmc-68k/people',
    then: (page) => button(page, 'Link and QR code of Maria Okafor'),
  },
  {
    name: '4-invite-renew',
    set: (control) => control.show([lungInvited]),
    place: '/session/fetal-lung/people',
    then: async (page) => {
      await button(page, 'Link and QR code of Maria Okafor');
      await button(page, 'Renew link…');
    },
  },
];
