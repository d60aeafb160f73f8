import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { answerFile } from '@lembur/rules/policy/cases/answer'
import { PolicyProblem } from '@lembur/rules/policy/problem'
import { command } from '../command.ts'
import { pathOf } from '../path.ts'
import { CliProblem } from '../problem.ts'

export const policyEvaluate = command({
  name: 'evaluate',
  description: 'Evaluate cases from a JSON file (docs/policies.md) and print {"results": […]} as JSON; needs no database',
  args: { file: { type: 'positional', description: 'The file; - is standard input', required: true } },
  async run({ file }) {
    const { results } = answersOf(file, await contentOf(file))
    console.log(JSON.stringify({ results }, null, 2))
    const wrong = results.filter((result) => 'error' in result)
    for (const { id, error } of wrong) {
      for (const { path, message } of error.fields) console.error(`${id ?? '(a case without an id)'}: ${path}: ${message}`)
    }
    if (wrong.length > 0) process.exitCode = 1
  },
})

async function contentOf(file: string): Promise<string> {
  try {
    return file === '-' ? await text(process.stdin) : await readFile(pathOf(file), 'utf8')
  } catch (cause) {
    throw new CliProblem(`${file} cannot be read (${(cause as NodeJS.ErrnoException).code}): name a file that is there.`, { cause })
  }
}

function answersOf(file: string, content: string): ReturnType<typeof answerFile> {
  try {
    return answerFile(JSON.parse(content))
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new CliProblem(`${file} is no JSON: ${cause.message}.`, { cause })
    if (cause instanceof PolicyProblem)
      throw new CliProblem(`${file} holds no cases: write {"cases": [{"id", "policy", "input"}]}.`, { cause })
    throw cause
  }
}
