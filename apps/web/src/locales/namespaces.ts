import type { Catalogue } from '../app/i18n.ts'

/** `./en/overtime.json` becomes the namespace `overtime`. */
export function byNamespace(files: Record<string, Catalogue>): Catalogue {
  return Object.fromEntries(Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ''), texts]))
}
