import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('../renderer/', import.meta.url)),
  // the page is served from a folder, from a loopback port and from inside Electron alike
  base: './',
  publicDir: false,
  plugins: [react()],
  build: {
    target: 'es2024',
    modulePreload: { polyfill: false },
  },
});
