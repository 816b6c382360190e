import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const inProject = (path: string): string => resolve(import.meta.dirname, path);

/** The oldest Electron the app runs on is 33 (Node 20, Chromium 130). */
const nodeTarget = 'node20';
const chromeTarget = 'chrome130';

/** Keeps the entries whose source exists. */
function present(entries: Record<string, string>): Record<string, string> {
  const found = Object.entries(entries).map(([name, path]) => [name, inProject(path)] as const);
  return Object.fromEntries(found.filter(([, path]) => existsSync(path)));
}

export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      outDir: 'out/main',
      sourcemap: true,
      externalizeDeps: { exclude: ['zod', 'd3-scale-chromatic'] },
      rolldownOptions: {
        input: present({
          app: 'main/app/index.ts',
          studioHost: 'main/hosts/studioHost.ts',
          inferenceHost: 'main/hosts/inferenceHost.ts',
          analysisWorker: 'main/hosts/analysisWorker.ts',
        }),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      outDir: 'out/preload',
      sourcemap: true,
      // A sandboxed preload can require nothing but electron: each is one self-contained CommonJS file.
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        input: present({ index: 'preload/index.ts', decoder: 'preload/decoder.ts' }),
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: inProject('renderer'),
    // As main/app/appScheme.ts serves it: without these the page of `npm run dev` could not share memory.
    server: {
      headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
    },
    build: {
      target: chromeTarget,
      outDir: 'out/renderer',
      sourcemap: true,
      rolldownOptions: { input: present({ index: 'renderer/index.html', decoder: 'renderer/decoder.html' }) },
    },
    plugins: [react()],
  },
});
