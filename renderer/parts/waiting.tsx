/** A wait: nothing for 200 ms, then grey lines where the content will stand. */

export function Waiting({ label }: { label: string }) {
  return (
    <main class="scroll roomy">
      <WaitingLines label={label} />
    </main>
  );
}

/** For a part of a view. */
export function WaitingLines({ label }: { label: string }) {
  return (
    <div aria-busy="true">
      <p class="sr" role="status">
        {label}
      </p>
      <div class="waiting" aria-hidden="true">
        <span />
        <span />
        <span />
      </div>
    </div>
  );
}
