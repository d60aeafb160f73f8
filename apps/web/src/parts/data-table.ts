/** A column of `DataTable`. The cell shows `text(row)`, or the slot named like the column. */
export interface Column<Row> {
  key: string
  head: string
  text?: (row: Row) => string
  /** The name the list is sorted by; without it the head is no button. */
  sort?: string
  align?: 'start' | 'end'
  /** A CSS width: "120px", "minmax(120px, 1fr)". */
  width?: string
  /** Left out on a phone. */
  wideOnly?: boolean
}
