/** Waits for the person or the system to say stop: Ctrl+C, SIGTERM, or a terminal that closes. */
export function untilAskedToStop(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => resolve();
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
