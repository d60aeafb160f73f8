import type { Catalogue } from '../app/i18n.ts'
import { byNamespace } from './namespaces.ts'

export default byNamespace(import.meta.glob<Catalogue>('./id/*.json', { eager: true, import: 'default' }))
