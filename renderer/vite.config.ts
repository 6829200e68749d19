/** Builds the page for the oldest Chromium it has to run in; everything is a file of its own because the CSP allows nothing inline. */
import { defineConfig } from 'vite';

const config = defineConfig({
  root: import.meta.dirname,
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome108',
    cssTarget: 'chrome108',
    assetsInlineLimit: 0,
    modulePreload: false,
  },
});

export { config as default };
