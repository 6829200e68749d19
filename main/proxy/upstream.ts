/** Pass: hands the request to the session's host as this person's, and the answer back: their own, and what is never kept. */
import type { RequestHandler } from 'express';
import { askAwake, DATA_WAITS_MS, PAGE_WAITS_MS } from './awake.ts';
import { exchangeOf } from './exchange.ts';
import type { HostClient, Reply } from './host-client.ts';
import type { HostReplies } from './host-replies.ts';
import type { Directory } from './ports.ts';
import { wantsPage } from './send.ts';
import { headersForHost } from './upstream-headers.ts';
import { answerWaiting } from './waiting.ts';
import type { Request, Response } from 'express';

export function upstream(directory: Directory, hosts: HostClient, replies: HostReplies): RequestHandler {
  return async (request, response) => {
    const exchange = exchangeOf(request);
    try {
      const reply = await ask(directory, hosts, replies, request, response);
      exchange.release();
      if (reply !== null) await replies.relay(reply, request, response);
    } finally {
      exchange.release();
    }
  };
}

/** Null when the request was answered here or nobody waits for an answer any more. */
async function ask(
  directory: Directory,
  hosts: HostClient,
  replies: HostReplies,
  request: Request,
  response: Response,
): Promise<Reply | null> {
  const { place, guest, body } = exchangeOf(request);
  const gone = new AbortController();
  const leave = () => gone.abort();
  response.once('close', leave);
  if (response.closed) leave();
  try {
    const asked = {
      // What is rewritten or compared is needed whole to tell even its headers.
      method: request.method === 'HEAD' ? 'GET' : request.method,
      path: place.path,
      search: place.search,
      collaborator: guest.collaborator,
      headers: headersForHost(request.headers),
      body,
    };
    const patienceMs = wantsPage(request) ? PAGE_WAITS_MS : DATA_WAITS_MS;
    const heard = await askAwake({ directory, hosts, slug: place.slug, patienceMs }, asked, gone.signal);
    if (heard.kind === 'reply') return heard.reply;
    if (!response.destroyed) answerWaiting(request, response, heard.as);
    return null;
  } catch (error) {
    replies.tellFailure(error, request, response);
    return null;
  } finally {
    response.off('close', leave);
  }
}
