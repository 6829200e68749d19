/** A wait: nothing for 200 ms, then grey lines where the content will stand. */
export function Waiting({ label }: { label: string }) {
  return (
    <main class="scroll roomy" aria-busy="true">
      <p class="sr" role="status">
        {label}
      </p>
      <div class="waiting" aria-hidden="true">
        <span />
        <span />
        <span />
      </div>
    </main>
  );
}
