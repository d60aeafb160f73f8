/** The sum of sums of money as text with a point, exact to two decimals. */
export function total(sums: readonly string[]): string {
  const cents = sums.reduce((all, sum) => all + centsOf(sum), 0n)
  const behind = `${cents % 100n}`.padStart(2, '0')
  return behind === '00' ? `${cents / 100n}` : `${cents / 100n}.${behind}`
}

function centsOf(sum: string): bigint {
  const [whole = '0', behind = ''] = sum.split('.')
  return BigInt(whole) * 100n + BigInt(behind.padEnd(2, '0'))
}
