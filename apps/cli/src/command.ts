import { type ArgsDef, type CommandDef, defineCommand, type ParsedArgs } from 'citty'
import { CliProblem } from './problem.ts'

type Definition<Args extends ArgsDef> = {
  name: string
  description: string
  args: Args
  run: (args: ParsedArgs<Args>) => Promise<void>
}

/**
 * A command that refuses options and arguments it does not know: a misspelt `--dry-run` must not import in earnest.
 * @throws CliProblem with `usage`
 */
export function command<const Args extends ArgsDef>({ name, description, args: known, run }: Definition<Args>): CommandDef<Args> {
  return defineCommand<Args>({
    meta: { name, description },
    args: known,
    async run({ args, rawArgs }) {
      refuseUnknown(known, rawArgs, args._)
      await run(args)
    },
  })
}

function refuseUnknown(known: ArgsDef, rawArgs: readonly string[], given: readonly string[]): void {
  const options = Object.entries(known).filter(([, { type }]) => type !== 'positional')
  const names = new Set(options.flatMap(([name, { type }]) => (type === 'boolean' ? [`--${name}`, `--no-${name}`] : [`--${name}`])))
  const withValue = new Set(options.filter(([, { type }]) => type !== 'boolean').map(([name]) => `--${name}`))
  for (let at = 0; at < rawArgs.length; at++) {
    const word = rawArgs[at]!
    if (word === '--') break
    if (!word.startsWith('-') || word === '-') continue
    const [name = ''] = word.split('=')
    if (!names.has(name)) throw new CliProblem(`There is no option ${name}.`, { usage: true })
    if (withValue.has(name) && !word.includes('=') && rawArgs[++at] === undefined)
      throw new CliProblem(`${name} wants a value.`, { usage: true })
  }
  const positionals = Object.values(known).filter(({ type }) => type === 'positional').length
  if (given.length > positionals) throw new CliProblem(`"${given[positionals]}" is one argument too many.`, { usage: true })
}
