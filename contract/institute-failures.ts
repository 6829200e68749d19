/** What can go wrong with signing in by an identity provider: sentences for the collaborator at the page, and for the owner. */

export const instituteFailures = {
  'oidc-secret-unusable': {
    message: 'The client secret of the sign-in provider cannot be used from {path}: {reason}.',
    hint: 'Give a file that holds nothing but the secret, in its first line.',
  },
  'oidc-unreachable': {
    message: '{name} does not answer, so nobody can sign in there at the moment.',
    hint: 'Try again in a few minutes. Signing in with the user name and password of the link still works.',
  },
  'oidc-issuer-wrong': {
    message: 'What answers at the address of {name} is not the sign-in provider that was named.',
    hint: 'Whoever set this up should compare --oidc-issuer with the issuer that the provider states. It is tried again by itself.',
  },
  'oidc-client-refused': {
    message: '{name} does not accept this server.',
    hint: 'Whoever set this up should check the client id, the client secret and the redirect address that are registered there.',
  },
  'oidc-stale': {
    message: 'This sign-in took too long, was done before, or was begun in another browser.',
    hint: 'Open the link you were sent and begin once more. The browser must keep cookies for it.',
  },
  'oidc-cancelled': {
    message: 'You did not sign in with {name}.',
    hint: 'Try again, or sign in in another way.',
  },
  'oidc-answer-refused': {
    message: 'What came back from {name} does not belong to this sign-in.',
    hint: 'Begin once more. If it happens again, tell the person who sent the link.',
  },
  'oidc-clock': {
    message: 'The clocks of this server and of {name} differ too much.',
    hint: 'Tell the person who sent the link: the clock of the computer that shares the data has to be set right.',
  },
  'oidc-address-missing': {
    message: '{name} did not tell an e-mail address of yours.',
    hint: 'Add one to your account there, or ask the person who sent the link for a personal one.',
  },
  'oidc-address-unverified': {
    message: '{name} has not verified your e-mail address {account}.',
    hint: 'Verify it there, or ask the person who sent the link for a personal one.',
  },
  'oidc-not-allowed': {
    message: '{account} is not among the accounts of {name} that may come in here.',
    hint: 'Sign in with another account, or ask the person who sent the link for a personal one.',
  },
  'oidc-no-entry': {
    message: 'You are signed in with {name} as {account}, but that opens nothing here.',
    hint: 'Check the link, or ask the person who sent it.',
  },
  'oidc-person-not-found': {
    message: 'There is nobody {id} who came in by the institute’s sign-in.',
    hint: 'annotate-share people shows who did.',
  },
  'oidc-not-set-up': {
    message: 'No sign-in provider was set up for this server.',
    hint: 'Start it with --oidc-issuer; the hosting guide says what else is needed.',
  },
} as const;
