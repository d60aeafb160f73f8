import type { SignInRow } from '@lembur/contracts/account'
import { useI18n } from 'vue-i18n'

/** What its owner calls a sign-in, or what its device says of itself. */
export function useDeviceWords() {
  const { t } = useI18n()
  return ({ name, browser, system }: Pick<SignInRow, 'name' | 'browser' | 'system'>): string =>
    name ?? (browser && system ? t('account.sign_ins.device', { browser, system }) : (browser ?? system ?? t('account.sign_ins.unknown')))
}
