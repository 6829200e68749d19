/** What electron-store's `conf` expects of the engine and Electron 22, which our tests drive, does not have. Imported first. */

interface Missing {
  toSorted(this: readonly unknown[], compare?: (a: unknown, b: unknown) => number): unknown[];
}

const missing: Missing = {
  toSorted(compare) {
    return [...this].sort(compare);
  },
};

for (const [name, value] of Object.entries(missing)) {
  if (!(name in Array.prototype)) {
    Object.defineProperty(Array.prototype, name, { value, writable: true, configurable: true });
  }
}
