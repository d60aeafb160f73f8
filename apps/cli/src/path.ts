import { resolve } from 'node:path'

/** The file that a person means: pnpm runs us in the repository, but tells where it was called. */
export const pathOf = (file: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), file)
