/** The most characters a cell holds in Excel; a longer one makes the file unreadable. */
export const longestCell = 32_767

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML cannot carry
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g

/** Without the characters that an XML file cannot hold, and with half characters replaced by the replacement character. */
export const withoutForbidden = (text: string): string => text.replace(forbidden, '').toWellFormed()

/**
 * Text as a cell takes it. What people wrote stays as it is, a leading "=" too: the cell is a string, never a formula.
 * Only three things change: characters that XML cannot hold are dropped, a text too long for a cell ends in "…", and
 * a text that looks like an escape of the file format ("_x0041_") is escaped so that it is read back as written.
 */
export function cellText(text: string): string {
  const clean = withoutForbidden(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  return clean.length <= longestCell ? clean : `${clean.slice(0, longestCell - 1).toWellFormed()}…`
}
