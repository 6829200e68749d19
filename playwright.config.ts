/** End-to-end tests: the page by itself, real Annotate in a real browser, and the desktop app. `npm test` provides what they need. */
import { defineConfig } from '@playwright/test';

const executablePath = process.env['ANNOTATE_SHARE_CHROMIUM'];
const rootOnLinux = process.platform === 'linux' && process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // The pictures of the docs are what screenshots are compared with.
  snapshotPathTemplate: 'docs/images/{arg}{ext}',
  // A test that passes only the second time is a failure to understand, not noise to hide.
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    viewport: { width: 1400, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === undefined || executablePath === '' ? {} : { executablePath }),
      args: [
        // A browser under test has nobody to call but us.
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        // Letters are drawn by their outlines, not by the settings of a machine: pictures are compared.
        '--font-render-hinting=none',
        '--disable-lcd-text',
        // Its sandbox refuses to work for root, which is who runs in most containers.
        ...(rootOnLinux ? ['--no-sandbox'] : []),
      ],
    },
  },
  projects: [
    // Hundreds of short tests against a control service of their own: what went wrong shows without a trace, which costs a third more.
    { name: 'renderer', testDir: 'e2e/renderer', fullyParallel: true, use: { trace: 'off' } },
    { name: 'annotate', testDir: 'e2e/annotate', workers: 1 },
    { name: 'hosting', testDir: 'e2e/hosting', workers: 1 },
    { name: 'desktop', testDir: 'e2e/desktop', workers: 1 },
    { name: 'packaged', testDir: 'e2e/packaged', workers: 1 },
  ],
});
