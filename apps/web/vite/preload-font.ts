import type { Plugin } from 'vite'

/** Tells the browser about the Latin font file before it has read the style sheet, so that words do not jump. */
export function preloadLatinFont(): Plugin {
  return {
    name: 'lembur:preload-latin-font',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const file = Object.keys(bundle ?? {}).find((name) => /archivo-latin-standard-normal.*\.woff2$/.test(name))
        if (!file) throw new Error('The Latin font file is not in the bundle: main.css no longer imports it.')
        return [
          {
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}`, crossorigin: '' },
            injectTo: 'head',
          },
        ]
      },
    },
  }
}
