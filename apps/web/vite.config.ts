import { fileURLToPath } from 'node:url'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { preloadLatinFont } from './vite/preload-font.ts'

/** Where the server listens while the client is developed; the built client is served by the server itself. */
const server = `http://127.0.0.1:${process.env.PORT ?? 8008}`

/** Nuxt UI knows its own neutral names only; ours is declared in main.css. */
const neutral = 'haze' as string as 'mist'

export default defineConfig({
  plugins: [
    vue(),
    ui({
      autoImport: false,
      components: false,
      colorMode: false,
      ui: {
        colors: { primary: 'petrol', secondary: 'iris', success: 'fern', info: 'petrol', warning: 'sodium', error: 'brick', neutral },
        // What floats lies on the raised surface.
        modal: { slots: { content: 'bg-(--raised)' } },
        popover: { slots: { content: 'bg-(--raised)' } },
        dropdownMenu: { slots: { content: 'bg-(--raised)' } },
        selectMenu: { slots: { content: 'bg-(--raised)' } },
        // Off must be seen, too.
        switch: { slots: { base: 'data-[state=unchecked]:bg-(--line-strong)' } },
        button: { slots: { base: 'font-medium cursor-pointer whitespace-nowrap max-[820px]:min-h-11' } },
      },
      icon: { clientBundle: { scan: { globInclude: ['src/**/*.{vue,ts}'] } } },
    }),
    preloadLatinFont(),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: { target: 'es2023', assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  server: {
    host: '127.0.0.1',
    // The Host stays the browser's own: the server compares it with the Origin of writes.
    proxy: {
      '/trpc': { target: server, ws: true },
      '/api': { target: server },
      '/swagger': { target: server },
      '/redoc': { target: server },
    },
  },
})
