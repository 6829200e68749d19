/** Says "100 Continue" only when somebody wants the body: an upload that is refused by its headers is never sent. */

/** An answer of HTTP/1 or HTTP/2. */
interface Answer {
  writeContinue(): void;
}

const holding = new WeakSet<object>();

/**
 * For the server's `checkContinue`: the request goes the usual way, and may end without its body having been asked for. Node then ends an
 * HTTP/1 connection: whether the client sends the body all the same is its choice, and it must not be taken for the next request.
 */
export function untilWanted<Request, Response extends object>(
  handle: (request: Request, response: Response) => void,
): (request: Request, response: Response) => void {
  return (request, response) => {
    holding.add(response);
    handle(request, response);
  };
}

/** Whether the client still holds the body back. */
export function holdsBody(response: object): boolean {
  return holding.has(response);
}

export function letBodyCome(response: Answer & object): void {
  if (!holding.delete(response)) return;
  response.writeContinue();
}
