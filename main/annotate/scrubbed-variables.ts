/** Which environment variables the child processes get: what they need to run, never our secrets nor somebody's Python settings. */

/** Finding programs, folders, languages, shared libraries and the number of threads. */
const ordinary = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'TMPDIR',
  'TMP',
  'TEMP',
  'TZ',
  'LANG',
  'LANGUAGE',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  // On clusters a Python from `module load` finds its own libpython only by this.
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'DYLD_FALLBACK_LIBRARY_PATH',
  'OMP_NUM_THREADS',
  'OPENBLAS_NUM_THREADS',
  'MKL_NUM_THREADS',
  'NUMBA_NUM_THREADS',
  'NUMBA_CACHE_DIR',
  // Windows does not start a program without these.
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'PATHEXT',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'NUMBER_OF_PROCESSORS',
  'PROCESSOR_ARCHITECTURE',
]);

/** How a lab reaches its package index. What else pip reads from the environment (PIP_USER, PIP_TARGET, …) would put packages elsewhere. */
const packageIndex = new Set([
  'PIP_INDEX_URL',
  'PIP_EXTRA_INDEX_URL',
  'PIP_FIND_LINKS',
  'PIP_NO_INDEX',
  'PIP_TRUSTED_HOST',
  'PIP_CERT',
  'PIP_CLIENT_CERT',
  'PIP_PROXY',
  'PIP_TIMEOUT',
  'PIP_DEFAULT_TIMEOUT',
  'PIP_RETRIES',
  'PIP_CONFIG_FILE',
  'PIP_KEYRING_PROVIDER',
  'UV_DEFAULT_INDEX',
  'UV_INDEX',
  'UV_INDEX_URL',
  'UV_EXTRA_INDEX_URL',
  'UV_FIND_LINKS',
  'UV_NO_INDEX',
  'UV_OFFLINE',
  'UV_NATIVE_TLS',
  'UV_SYSTEM_CERTS',
  'UV_INSECURE_HOST',
  'UV_HTTP_TIMEOUT',
  'UV_HTTP_RETRIES',
  'UV_KEYRING_PROVIDER',
  'UV_CONFIG_FILE',
  'UV_PYTHON_INSTALL_DIR',
  'UV_PYTHON_INSTALL_MIRROR',
  'NETRC',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
]);

const isLocale = (name: string) => name.startsWith('LC_');
/** A version manager's shim asks these which Python it stands for. */
const isVersionManager = (name: string) => /^(PYENV|ASDF|MISE)_/.test(name);

/** For the host: it opens no connection to anywhere, so it is told of no proxy and no index either. */
export function hostVariables(all: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return pick(all, (name) => ordinary.has(name) || isLocale(name));
}

/** For finding Python and for pip and uv: the owner's index, proxy and certificates hold; PYTHONPATH, VIRTUAL_ENV and the like do not. */
export function installerVariables(all: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return pick(all, (name) => ordinary.has(name) || packageIndex.has(name) || isLocale(name) || isVersionManager(name));
}

/** Compared in capitals: Windows writes `Path`, and curl and pip read `https_proxy`. */
function pick(all: NodeJS.ProcessEnv, wanted: (name: string) => boolean): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted(name.toUpperCase())));
}
