// The bundle is the same bytes for the same sources: names by content, nothing of the day or the machine in it.
import { defineConfig } from 'vite';

const server = process.env.CONTRA_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  // `npm run dev` beside a running `contra serve`: the server checks Host and Origin, so both are its own.
  server: {
    host: '127.0.0.1',
    proxy: { '/v1': { target: server, changeOrigin: true, headers: { origin: server } } },
  },
});
