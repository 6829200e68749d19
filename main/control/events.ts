/** `GET /api/events`: the whole state as server-sent snapshots, at once and after each change, never more often than can be read. */
import type { Request, Response } from 'express';
import type { Snapshot } from '../../contract/control.ts';

/** A burst of requests through the proxy changes counters hundreds of times a second; people read four. */
const LEAST_GAP_MS = 250;
const HEARTBEAT_MS = 15_000;

export interface SnapshotSource {
  snapshot(): Snapshot;
  subscribe(listener: () => void): () => void;
}

export function streamSnapshots(source: SnapshotSource, request: Request, response: Response): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  let pending: NodeJS.Timeout | null = null;
  let last = '';
  let sentAt = 0;

  const send = () => {
    pending = null;
    const data = JSON.stringify(source.snapshot());
    // A reader that does not read gets the newest state later, not every state: memory stays bounded.
    if (response.writableNeedDrain) return;
    if (data === last) return;
    last = data;
    sentAt = performance.now();
    response.write(`event: snapshot\ndata: ${data}\n\n`);
  };
  const changed = () => {
    pending ??= setTimeout(send, Math.max(0, LEAST_GAP_MS - (performance.now() - sentAt)));
  };

  const unsubscribe = source.subscribe(changed);
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  response.on('drain', changed);
  const end = () => {
    unsubscribe();
    clearInterval(heartbeat);
    if (pending !== null) clearTimeout(pending);
  };
  request.on('close', end);
  response.on('error', end);
  send();
}
