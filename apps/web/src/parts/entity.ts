/** One choice of a searchable list: the person or thing itself, its name and what tells it from its namesakes. */
export interface Entity {
  id: string
  label: string
  detail?: string
  disabled?: boolean
}

/** Asks for the choices that match a text; an empty text gives the first ones. */
export type LoadEntities = (search: string, signal: AbortSignal) => Promise<Entity[]>
