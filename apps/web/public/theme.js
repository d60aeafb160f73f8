// Sets theme and language before the first paint; the page's policy allows no inline script.
;(() => {
  let chosen = {}
  try {
    chosen = JSON.parse(localStorage.getItem('lembur.preferences') ?? '{}') ?? {}
  } catch {
    // A broken entry is as good as none.
  }
  const dark = chosen.theme === 'dark' || (chosen.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  const root = document.documentElement
  root.classList.toggle('dark', dark)
  root.classList.toggle('light', !dark)
  if (chosen.language) root.lang = chosen.language === 'zh' ? 'zh-CN' : chosen.language
})()

// The page's policy allows no code made from text, which zod would otherwise try as soon as it is loaded: before any module could tell it.
globalThis.__zod_globalConfig = { jitless: true }
