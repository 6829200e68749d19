/** Everything that can go wrong, as a closed list of codes, each with what happened and what a biologist can do about it. */
import { z } from 'zod';

/** For each code: what happened (`{name}` and the like are filled in) and what to do. Sentences are shown to people as they are. */
const catalogue = {
  'dataset-not-found': {
    message: 'There is no file at {path}.',
    hint: 'Check the spelling, or whether the drive it is on is connected. A moved file can be chosen again.',
  },
  'dataset-is-folder': {
    message: '{path} is a folder, not an .h5ad file.',
    hint: 'Choose one .h5ad file inside it.',
  },
  'dataset-wrong-kind': {
    message: '{name} is not an AnnData file: {kind}.',
    hint: 'Annotate opens .h5ad files. In Python, scanpy reads most formats and writes them with adata.write_h5ad("name.h5ad").',
  },
  'dataset-truncated': {
    message: '{name} is cut short: it should be {expected} bytes long and has {actual}.',
    hint: 'The download or copy did not finish. Copy or download the file again.',
  },
  'dataset-unreadable': {
    message: '{name} could not be read: {reason}.',
    hint: 'Check that you may open the file and that no other program holds it open for writing.',
  },
  'dataset-damaged': {
    message: '{name} looks like an .h5ad file, but parts of it cannot be read.',
    hint: 'Copy or download the file again. If it was written by a newer anndata, write it again with anndata 0.11 or 0.12.',
  },
  'dataset-no-embedding': {
    message: '{name} has no embedding, so there is nothing to draw.',
    hint: 'Compute one and save it, for example with scanpy: sc.tl.umap(adata), then adata.write_h5ad("name.h5ad").',
  },
  'dataset-duplicate-cells': {
    message: 'Some cells in {name} have the same name: {example}.',
    hint: 'Make the names unique with adata.obs_names_make_unique(), then save the file under a new name.',
  },
  'dataset-duplicate-genes': {
    message: 'Some genes in {name} have the same name: {example}.',
    hint: 'Make the names unique with adata.var_names_make_unique(), then save the file under a new name.',
  },
  'dataset-empty': {
    message: '{name} has {cells} cells and {genes} genes.',
    hint: 'Annotate needs at least one of each. Check how the file was filtered.',
  },
  'dataset-source-unsupported': {
    message: '{source} cannot be opened from here.',
    hint: 'Download the file first, then share the copy on this computer.',
  },
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
  'not-found': { message: 'There is nothing at this address.', hint: 'The calls are listed at /api/openapi.json.' },
  'password-file-unreadable': {
    message: 'The password file {path} could not be read: {reason}.',
    hint: 'Give a file whose first line is the password.',
  },
  'password-too-short': {
    message: 'The password in {path} has fewer than {least} characters.',
    hint: 'Use a longer one, or leave --password-file away to have one made.',
  },
  'front-secret-unusable': {
    message: 'The secret of the web server in front cannot be used from {path}: {reason}.',
    hint: 'Make one with: openssl rand -hex 24 > FILE. Give the same file to annotate-share hosting.',
  },
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

export type FailureValues = Readonly<Record<string, string | number>>;

/** Fills a code's sentences with names and numbers. */
export function describeFailure(code: ErrorCode, values: FailureValues = {}, detail?: string): Failure {
  const fill = (sentence: string) =>
    sentence.replace(/\{(\w+)\}/g, (gap, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : gap));
  const { message, hint } = catalogue[code];
  return { code, message: fill(message), hint: fill(hint), ...(detail === undefined ? {} : { detail }) };
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
