/** Says why an installation failed, from what the installer printed and how much disk is left. Pure. */
import type { ErrorCode } from '../../contract/errors.ts';

export type InstallFailureCode = Extract<
  ErrorCode,
  'environment-no-space' | 'environment-no-network' | 'environment-install-failed'
>;

/** Where this little is left, a full disk is the reason, also for tools that do not say so (`python -m venv` does not). */
const NEARLY_FULL_BYTES = 20_000_000;

/** A wrong hash is never a matter of the network, though the lines before it may tell of retries. */
const wrongContent = /do not match the hashes|hash mismatch/i;

const noSpace =
  /no space left on device|disk quota exceeded|not enough space on the disk|\[Errno (28|122)\]|os error (28|112|122)\)/i;

const noNetwork = new RegExp(
  [
    // pip, by urllib3
    'failed to establish a new connection',
    'connection broken by',
    'cannot connect to proxy',
    'tunnel connection failed',
    'proxy authentication required',
    'name or service not known',
    'temporary failure in name resolution',
    'read timed out',
    'connect(ion)? timed? ?out',
    'certificate_verify_failed',
    'HTTP error (407|50[0234])',
    '(407|50[0234]) (client|server) error',
    'connection reset by peer',
    'incompleteread|incomplete-download|protocolerror',
    // uv
    'error sending request',
    'dns error',
    'tcp connect error',
    'tunnel error',
    'operation timed out',
    'invalid peer certificate',
    'network connectivity is disabled',
    'HTTP status (client|server) error \\((407|50[0234])',
  ].join('|'),
  'i',
);

export function diagnoseInstall(output: string, freeBytes: number): InstallFailureCode {
  if (noSpace.test(output) || freeBytes < NEARLY_FULL_BYTES) return 'environment-no-space';
  if (wrongContent.test(output)) return 'environment-install-failed';
  if (noNetwork.test(output)) return 'environment-no-network';
  return 'environment-install-failed';
}
