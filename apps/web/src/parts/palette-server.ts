import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { PaletteSource } from '../app/palette.ts'
import { trpc } from '../app/trpc.ts'

const icons = {
  employee: 'i-lucide-user',
  overtime: 'i-lucide-clock',
  project: 'i-lucide-folder-kanban',
  department: 'i-lucide-building-2',
}
const kinds = {
  employee: 'app.palette.kind.employee',
  overtime: 'app.palette.kind.overtime',
  project: 'app.palette.kind.project',
  department: 'app.palette.kind.department',
}

/** People, requests, projects and departments, found by the server. */
export function useServerSource(): PaletteSource {
  const { t } = useI18n()
  const router = useRouter()
  return {
    name: 'server',
    async find(text, signal) {
      const { results } = await trpc.search.find.query({ text: text.slice(0, 100) }, { signal })
      return results.map((found) => ({
        id: `${found.kind}:${found.id}`,
        title: found.title,
        detail: [t(kinds[found.kind]), found.detail].filter(Boolean).join(' · '),
        // The server matched it by whatever it knows: the text typed counts as one of its words.
        words: text,
        icon: icons[found.kind],
        run: () => router.push(found.link),
      }))
    },
  }
}
