import type { Me } from '@lembur/contracts/identity'
import { FactorWay, factorWays } from '@lembur/contracts/second-factor'
import { type InjectionKey, inject, provide, reactive, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { z } from 'zod'
import { announce } from '@/app/announce.ts'
import { problemOf, sentenceOf } from '@/app/errors.ts'
import { trpc } from '@/app/trpc.ts'

/** Where somebody stands on his way in. */
export type Step =
  | { kind: 'name' }
  | { kind: 'second_factor'; challenge: string; ways: FactorWay[] }
  | { kind: 'setup'; challenge: string }
  | { kind: 'codes'; codes: string[]; me: Me }

const Asked = z.object({ challenge: z.string(), ways: z.array(FactorWay).default([...factorWays]) })

type Steps = ReturnType<typeof makeSteps>
const key: InjectionKey<Steps> = Symbol('steps')

function makeSteps() {
  const { t, te } = useI18n()
  const route = useRoute()
  const router = useRouter()
  const step = ref<Step>({ kind: 'name' })
  /** What is wrong with the whole way in, and not with a field; null: nothing. */
  const sentence = ref<string | null>(null)

  function say(text: string | null) {
    sentence.value = text
    if (text) announce(text)
  }
  function to(next: Step) {
    step.value = next
    say(null)
  }
  /** Goes where an error leads: to a further step, or back to the first where this one is over. False: it leads nowhere. */
  function follow(error: unknown): boolean {
    const problem = problemOf(error)
    const next = Asked.safeParse(problem?.details)
    if (problem?.code === 'auth.second_factor' && next.success) to({ kind: 'second_factor', ...next.data })
    else if (problem?.code === 'auth.second_factor_setup' && next.success) to({ kind: 'setup', challenge: next.data.challenge })
    else if (problem?.code === 'auth.challenge_over' && step.value.kind !== 'name') {
      to({ kind: 'name' })
      say(sentenceOf(error))
    } else return false
    return true
  }
  /** What the address says: a journey that came back with a further step, or with a problem. The secret does not stay in it. */
  async function readAddress(): Promise<void> {
    const { step: named, challenge, problem, ...rest } = route.query
    if (typeof problem === 'string') say(te(`errors.${problem}`) ? t(`errors.${problem}`) : t('errors.internal'))
    if (typeof challenge !== 'string' || !(named === 'second_factor' || named === 'second_factor_setup')) return
    await router.replace({ path: route.path, query: rest })
    if (named === 'second_factor_setup') return to({ kind: 'setup', challenge })
    try {
      const { ways } = await trpc.auth.secondFactorWays.mutate({ challenge })
      to({ kind: 'second_factor', challenge, ways })
    } catch (error) {
      say(sentenceOf(error))
    }
  }
  return reactive({ step, sentence, say, to, follow, readAddress })
}

/** The steps of one way in, for the page that shows them. */
export function provideSteps(): Steps {
  const steps = makeSteps()
  provide(key, steps)
  return steps
}

export function useSteps(): Steps {
  const steps = inject(key)
  if (!steps) throw new Error('No page shows steps')
  return steps
}
