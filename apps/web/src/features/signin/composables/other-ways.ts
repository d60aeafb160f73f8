import { useQuery } from '@pinia/colada'
import { computed, onMounted, reactive, ref } from 'vue'
import { useRoute } from 'vue-router'
import { sentenceOf } from '@/app/errors.ts'
import { passkeysHere, signByPasskey } from '@/app/passkeys.ts'
import { useSession } from '@/app/session.ts'
import { trpc } from '@/app/trpc.ts'
import { useEntering } from './entering.ts'
import { useSteps } from './steps.ts'

/** The token that a sibling portal leaves where pages can read it; null: none. */
const portalToken = (): string | null => /(?:^|; )access_token=([^;]+)/.exec(document.cookie)?.[1] ?? null

/** The ways in besides name and password. */
export function useOtherWays(remember: () => boolean) {
  const route = useRoute()
  const session = useSession()
  const steps = useSteps()
  const { asked, enter } = useEntering()
  const busy = ref(false)
  const ways = useQuery({ key: ['auth', 'ways'], query: ({ signal }) => trpc.auth.ways.query(undefined, { signal }) })

  async function trying(run: () => Promise<void>): Promise<void> {
    if (busy.value) return
    busy.value = true
    steps.say(null)
    try {
      await run()
    } catch (caught) {
      if (!steps.follow(caught)) steps.say(sentenceOf(caught))
    } finally {
      busy.value = false
    }
  }
  const byPasskey = () =>
    trying(async () => {
      const options = await trpc.auth.passkeyOptions.mutate({})
      const answer = await signByPasskey(options)
      if (answer) await enter(await trpc.auth.signInWithPasskey.mutate({ passkey: options.passkey, answer, remember: remember() }))
    })
  /** Whoever comes from the portal is let in by its token, unless he has just signed out here or his address brings a step. */
  async function byPortal(): Promise<void> {
    const token = portalToken()
    if (session.me || !token || route.query.reason === 'signed_out' || route.query.step || route.query.problem) return
    const { data } = await ways.refresh()
    if (data?.portalUrl) await trying(async () => enter(await trpc.auth.exchange.mutate({ token: decodeURIComponent(token) })))
  }
  onMounted(byPortal)

  const openId = computed(() => {
    const label = ways.data.value?.openId?.label
    const to = new URLSearchParams({ redirect: asked() ?? '/', remember: String(remember()) })
    return label ? { label, to: `/api/auth/oidc/start?${to}` } : null
  })
  return reactive({
    busy,
    openId,
    portal: computed(() => ways.data.value?.portalUrl ?? null),
    passkey: passkeysHere(),
    byPasskey,
  })
}
