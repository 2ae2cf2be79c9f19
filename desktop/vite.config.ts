import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const renderer = fileURLToPath(new URL('./renderer/', import.meta.url));

/** Builds the screens. `--mode demo` builds them over the sample desk instead, for screenshots and screen tests. */
export default defineConfig(({ mode }) => {
  const demo = mode === 'demo';
  return {
    root: demo ? `${renderer}testing` : renderer,
    publicDir: `${renderer}public`,
    // Addresses stay relative: the same files open under a custom protocol and under a loopback port.
    base: './',
    plugins: [react()],
    css: { modules: { generateScopedName: demo ? '[name]-[local]-[hash:base64:4]' : '[hash:base64:6]' } },
    build: {
      target: 'chrome140',
      outDir: fileURLToPath(new URL(demo ? './dist/renderer-demo/' : './dist/renderer/', import.meta.url)),
      emptyOutDir: true,
      sourcemap: false,
      chunkSizeWarningLimit: 700,
      rolldownOptions: { input: demo ? `${renderer}testing/demo.html` : `${renderer}index.html` },
    },
  };
});
