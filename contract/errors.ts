/** Everything that can go wrong, as a closed list of codes, each with what happened and what a biologist can do about it. */
import { z } from 'zod';
import { datasetFailures } from './dataset-failures.ts';
import { fillGaps, type GapValues } from './gaps.ts';
import { instituteFailures } from './institute-failures.ts';
import { mendingFailures } from './mending-failures.ts';

/** For each code: what happened (`{name}` and the like are filled in) and what to do. Sentences are shown to people as they are. */
const catalogue = {
  ...datasetFailures,
  'example-unavailable': {
    message: 'The example dataset could not be fetched: {reason}.',
    hint: 'Try again later, or share an .h5ad file of your own.',
  },
  'python-missing': {
    message: 'No Python 3.11 or 3.12 was found on this computer.',
    hint: 'Install Python 3.12 from python.org or your system’s package manager, or install uv (docs.astral.sh/uv); then try again.',
  },
  'python-unusable': {
    message: '{python} cannot be used: {reason}.',
    hint: 'Set ANNOTATE_SHARE_PYTHON to a Python 3.11 or 3.12, or leave it unset to have one found.',
  },
  'python-without-venv': {
    message: 'The Python at {python} lacks its venv module, which Annotate needs.',
    hint: 'On Debian or Ubuntu: sudo apt install python{minor}-venv. Elsewhere install Python from python.org, or uv; then try again.',
  },
  'environment-no-network': {
    message: 'Annotate could not be downloaded: the Python package index did not answer.',
    hint: 'The first start needs the internet once. Check the connection or the proxy settings, then try again; what was downloaded is kept.',
  },
  'environment-no-space': {
    message: 'There is not enough free disk space to set up Annotate: {free} free in {path}, {needed} needed.',
    hint: 'Free some space, or choose another place with --home or ANNOTATE_SHARE_HOME.',
  },
  'environment-install-failed': {
    message: 'Annotate’s Python packages could not be installed.',
    hint: 'Run annotate-share doctor for details, then annotate-share setup to try again.',
  },
  'environment-self-test-failed': {
    message: 'Annotate was installed but does not work: {reason}.',
    hint: 'Run annotate-share setup --again to install it anew.',
  },
  'store-no-space': {
    message: 'There is not enough free disk space to build the matrix store of {name}.',
    hint: 'It works without, only slower. Free some space and share it again.',
  },
  'store-over-limit': {
    message: 'The matrix store of {name} would not fit within the limit for all stores.',
    hint: 'It works without, only slower. Raise the limit with --store-limit.',
  },
  'store-unsupported-matrix': {
    message: 'The matrix of {name} is of a kind that no matrix store can be built from.',
    hint: 'It works without, only slower. Saving X as float32 helps.',
  },
  'store-broken-matrix': {
    message: 'No matrix store could be built from {name}: its matrix has entries that lead outside of it.',
    hint: 'It works without, only slower. Write the file again with anndata.',
  },
  'store-dataset-changed': {
    message: '{name} was changed while its matrix store was built.',
    hint: 'Stop and share it again to show the new version.',
  },
  'store-unwritable': {
    message: 'The matrix store of {name} could not be written.',
    hint: 'It works without, only slower. annotate-share doctor shows the app-data folder, which must be writable.',
  },
  'store-build-failed': {
    message: 'The matrix store of {name} could not be built.',
    hint: 'It works without, only slower. The log in the app-data folder has the details.',
  },
  'host-start-failed': {
    message: 'Annotate could not open {name}.',
    hint: 'The log in the app-data folder has the details; annotate-share doctor shows where it is.',
  },
  'host-start-timeout': {
    message: 'Annotate did not get ready with {name} in {seconds} s.',
    hint: 'The file may be too large for the memory of this computer. Close other programs and try again.',
  },
  'host-crashed': {
    message: 'Annotate stopped three times while serving {name} and was not started again.',
    hint: 'Often the computer ran out of memory. Stop other sessions, then share it again. Saved annotations are safe.',
  },
  'memory-short': {
    message:
      'This computer is short of memory: new differential expressions are refused until there is more ({refused} so far).',
    hint: 'Close other programs or stop another session. Looking at cells and genes still works.',
  },
  'port-in-use': {
    message: 'Port {port} on {address} is already used by another program.',
    hint: 'Choose another port with --port, or --port 0 for any free one.',
  },
  'port-forbidden': {
    message: 'This account may not listen on port {port}.',
    hint: 'Choose a port above 1023 with --port, or --port 0 for any free one.',
  },
  'address-unavailable': {
    message: 'This computer has no network address {address}.',
    hint: 'Use 127.0.0.1, 0.0.0.0 or one of this computer’s own addresses with --bind.',
  },
  'network-fixed': {
    message: 'The way in from the network cannot be switched here: {reason}.',
    hint: 'Start Annotate Share again without that option to switch the network on and off from its page.',
  },
  'setting-fixed': {
    message: '{option} was given when Annotate Share was started, so it cannot be changed from here.',
    hint: 'Start Annotate Share again without {option} to change it on the page.',
  },
  'tls-file-unreadable': {
    message: 'The {what} {path} could not be used: {reason}.',
    hint: 'Give PEM files: --tls-cert with the certificate and those that vouch for it, --tls-key with its private key, without a passphrase.',
  },
  'tls-key-mismatch': {
    message: 'The private key {key} does not belong to the certificate {cert}.',
    hint: 'Give the key that the certificate was asked for with. Both files must be renewed together.',
  },
  'tls-certificate-expired': {
    message: 'The certificate {path} ended on {date}.',
    hint: 'Renew it; once the file is replaced it is read again by itself. Until then browsers warn of it.',
  },
  'tls-certificate-ends-soon': {
    message: 'The certificate {path} ends on {date}.',
    hint: 'Renew it; once the file is replaced it is read again by itself.',
  },
  'tunnel-unreachable': {
    message: 'The relay {relay} did not answer.',
    hint: 'Check your internet connection; some networks block relays. The link on this computer still works.',
  },
  'tunnel-name-refused': {
    message: 'The relay gave {given} where the name {asked} was asked for.',
    hint: 'Somebody else uses that name now. Try again, or stop the tunnel.',
  },
  'tunnel-failed': {
    message: 'The tunnel through {relay} broke: {reason}.',
    hint: 'Open it again. The link on this computer still works.',
  },
  'tunnel-lost': {
    message: 'The way to the internet by {way} was lost: {reason}.',
    hint: 'It is opened again by itself, at the same address if that can be had. The link on this computer still works.',
  },
  'tunnel-not-reachable': {
    message: 'The way to the internet opened, but the link could not be loaded through it: {reason}.',
    hint: 'Try again, or choose another way out. Some networks keep their own computers from calling such addresses.',
  },
  'session-expiry-past': {
    message: 'A session cannot end at {when}: that time is over.',
    hint: 'Give a time in the future, such as 1h, today or 2026-12-24.',
  },
  'tunnel-program-missing': {
    message: '{program} is not installed on this computer, or not where programs are looked for.',
    hint: 'Install it, or say where it is with --tunnel-program. Another way out may do as well.',
  },
  'tunnel-program-failed': {
    message: '{program} did not open a way out: {reason}.',
    hint: 'Start the program by hand to see what it lacks. The link on this computer still works.',
  },
  'tunnel-not-set-up': {
    message: 'The way out through {way} is not set up: {lack}.',
    hint: 'Set it where you choose who can reach the session, or with {option}.',
  },
  'tunnel-not-signed-in': {
    message: '{program} is not signed in to its service.',
    hint: 'Make an account there, then run {command} in a terminal.',
  },
  'tunnel-limit-reached': {
    message: '{relay} refused for now: too many tunnels or requests.',
    hint: 'Close other tunnels of yours, wait some minutes, or choose another way out.',
  },
  'tunnel-ssh-unreachable': {
    message: 'The server {host} did not answer ssh: {reason}.',
    hint: 'Check the internet connection or VPN, and the port. If ssh works in a terminal, the name given there is the one to use here.',
  },
  'tunnel-ssh-name-unknown': {
    message: 'No server with the name {host} was found.',
    hint: 'Check the spelling, and whether you need the VPN of your institution.',
  },
  'tunnel-ssh-key-refused': {
    message: '{host} did not accept the key of this computer for {user}: {reason}.',
    hint: 'Signing in must work without typing: add your key with ssh-copy-id, and keys with a passphrase with ssh-add. Then try again.',
  },
  'tunnel-ssh-host-unknown': {
    message: 'This computer does not know the server {host} yet. Its fingerprint is {fingerprint}.',
    hint: 'Compare the fingerprint with the one that the server’s administrator gives, then confirm it on the page or with --ssh-host-key.',
  },
  'tunnel-ssh-host-changed': {
    message: 'The server {host} shows another key than before: {fingerprint}. Somebody may be in between.',
    hint: 'Ask its administrator. If it was set up anew, remove the old key from {file}, then try again.',
  },
  'tunnel-ssh-port-taken': {
    message: 'Port {port} on {host} is taken.',
    hint: 'An earlier connection may still hold it for a minute. Otherwise choose another with --ssh-port, or 0 for any free one.',
  },
  'tunnel-ssh-forwarding-off': {
    message: '{host} does not let people in through ssh: its server refuses to listen on port {port}.',
    hint: 'Its administrator can allow it with AllowTcpForwarding in sshd_config. Ports below 1024 are for root only.',
  },
  'tunnel-ssh-only-there': {
    message: '{host} listens on port {port} for itself only, so nobody else can open the link.',
    hint: 'Either its administrator sets GatewayPorts clientspecified in sshd_config, or its web server passes people on: give its address with --tunnel-url.',
  },
  'column-not-found': {
    message: '{title} has no column {name}, so it could not be hidden.',
    hint: 'Write the name as it is in the file, with its capitals and spaces; the session’s page lists all columns. Hiding has not changed.',
  },
  'session-not-found': {
    message: 'There is no session {id}.',
    hint: 'annotate-share list shows the sessions that run.',
  },
  'invite-not-found': {
    message: 'There is no invite {id}.',
    hint: 'annotate-share people <session> shows the invites and their ids.',
  },
  'browser-not-found': {
    message: 'There is no signed-in browser {id}.',
    hint: 'It may have signed out already. annotate-share people <session> shows the browsers that are in.',
  },
  'invite-expiry-past': {
    message: 'An invite cannot end at {when}: that time is over.',
    hint: 'Choose a later time, or revoke the invite to end it now.',
  },
  'invite-no-link': {
    message: '{title} has no link yet, so nobody can be invited.',
    hint: 'Wait until the session has its link, then try again.',
  },
  'already-shared': { message: '{name} is being shared already.', hint: 'Use its link, or stop that session first.' },
  'request-invalid': {
    message: 'The request could not be understood: {reason}.',
    hint: 'The expected form is described at /api/openapi.json.',
  },
  'request-unauthorised': {
    message: 'The control API needs its token.',
    hint: 'Send it as Authorization: Bearer <token>.',
  },
  'request-forbidden': {
    message: 'The control API answers only this computer’s own pages and programs.',
    hint: 'Call it by its loopback address.',
  },
  'group-not-found': {
    message: 'There is no group {name}.',
    hint: 'annotate-share groups lists them; upper and lower case differ.',
  },
  'account-not-found': {
    message: 'Nobody here has the user name {name}.',
    hint: 'annotate-share groups lists them; upper and lower case differ.',
  },
  'users-file-unreadable': {
    message: 'The file {path} could not be read: {reason}.',
    hint: 'Give a password file as htpasswd writes it, and with --groups a group file as Apache reads it.',
  },
  'not-found': { message: 'There is nothing at this address.', hint: 'The calls are listed at /api/openapi.json.' },
  'password-file-unreadable': {
    message: 'The password file {path} could not be read: {reason}.',
    hint: 'Give a file whose first line is the password.',
  },
  'password-too-short': {
    message: 'The password in {path} has fewer than {least} characters.',
    hint: 'Use a longer one, or leave --password-file away to have one made.',
  },
  'terms-unusable': {
    message: 'The terms in {path} cannot be used: {reason}.',
    hint: 'Give a text file (markdown) with what people have to accept, of at most 20,000 characters.',
  },
  'front-secret-unusable': {
    message: 'The secret of the web server in front cannot be used from {path}: {reason}.',
    hint: 'Make one with: openssl rand -hex 24 > FILE. Give the same file to annotate-share hosting.',
  },
  ...instituteFailures,
  ...mendingFailures,
  'home-unwritable': {
    message: 'The folder {path} cannot be written: {reason}.',
    hint: 'Choose another one with --home or ANNOTATE_SHARE_HOME.',
  },
  'service-not-running': {
    message: 'No Annotate Share is running here.',
    hint: 'Start one with annotate-share share <file> or annotate-share serve.',
  },
  usage: { message: '{reason}', hint: 'Add --help to see what the command takes.' },
  internal: {
    message: 'Something went wrong inside Annotate Share: {reason}',
    hint: 'The log in the app-data folder has the details; annotate-share doctor shows where it is.',
  },
} as const satisfies Record<string, { message: string; hint: string }>;

export type ErrorCode = keyof typeof catalogue;
export const errorCodes = Object.keys(catalogue) as [ErrorCode, ...ErrorCode[]];

export const failureSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  hint: z.string(),
  /** Technical detail for the log and the small print; never needed to understand what to do. */
  detail: z.string().optional(),
});
export type Failure = z.infer<typeof failureSchema>;

export type FailureValues = GapValues;

/** Fills a code's sentences with names and numbers. */
export function describeFailure(code: ErrorCode, values: FailureValues = {}, detail?: string): Failure {
  const { message, hint } = catalogue[code];
  const filled = { code, message: fillGaps(message, values), hint: fillGaps(hint, values) };
  return detail === undefined ? filled : { ...filled, detail };
}

/** A code's sentences with their gaps, for those who say them in another language. */
export function sentencesOf(code: ErrorCode): { readonly message: string; readonly hint: string } {
  return catalogue[code];
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(catalogue, code);
}

/** The only error that crosses a module's boundary on purpose. Anything else thrown is a defect and becomes `internal`. */
export class ShareError extends Error {
  readonly failure: Failure;

  /** `what`: a code, to be described with `values`; or a failure as another process reported it, described already. */
  constructor(
    what: ErrorCode | Failure,
    values: FailureValues = {},
    options: { detail?: string; cause?: unknown } = {},
  ) {
    const failure = typeof what === 'string' ? describeFailure(what, values, options.detail) : what;
    super(failure.message, { cause: options.cause });
    this.name = 'ShareError';
    this.failure = failure;
  }

  get code(): ErrorCode {
    return this.failure.code;
  }
}

/** Turns whatever was thrown into something that can be shown. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof ShareError) return thrown.failure;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return describeFailure('internal', { reason }, thrown instanceof Error ? thrown.stack : undefined);
}
