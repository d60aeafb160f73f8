/** How one thing stands. `advice` says what to do where it is not well. */
export type Finding = { area: string; state: 'ok' | 'warn' | 'fail'; text: string; advice?: string }

export const ok = (area: string, text: string): Finding => ({ area, state: 'ok', text })
export const warn = (area: string, text: string, advice: string): Finding => ({ area, state: 'warn', text, advice })
export const fail = (area: string, text: string, advice: string): Finding => ({ area, state: 'fail', text, advice })
