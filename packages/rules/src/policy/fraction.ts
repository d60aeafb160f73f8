import Fraction from 'fraction.js'

export type Exact = Fraction
export const zero: Exact = new Fraction(0)

/** An exact number from text such as `4/3`, `1.5`, `2`, or from a whole number. Decimals with a fraction line are one number over another. */
export function exact(value: string | number): Exact {
  if (typeof value === 'number') return new Fraction(value)
  const [over = '0', under] = value.split('/')
  const top = new Fraction(over)
  return under === undefined ? top : top.div(new Fraction(under))
}

/** `4/3`, `2`: whole numbers without a line. */
export const fractionText = (value: Exact): string => value.toFraction()

/** A decimal with exactly so many places, half up: 2.345 is 2.35, −2.345 is −2.35. */
export function decimal(value: Exact, places: number): string {
  const scale = 10n ** BigInt(places)
  const whole = halfUp(value.mul(new Fraction(scale)))
  const digits = (whole < 0n ? -whole : whole).toString().padStart(places + 1, '0')
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return whole < 0n ? `-${text}` : text
}

/** The nearest number with so many decimals, as a number for tables and JSON: 12.5, not "12.50". */
export const rounded = (value: Exact, places: number): number => Number(decimal(value, places))

function halfUp(value: Exact): bigint {
  const { s, n, d } = value
  const away = (2n * n + d) / (2n * d)
  return s < 0n ? -away : away
}

const floorOf = ({ s, n, d }: Exact): bigint => (s < 0n ? -((n + d - 1n) / d) : n / d)

/**
 * Rounds money as a policy names it: `none`, or a way and a place (`floor-1`, `half-up-2`). Places 0 and 1 are whole units, 2 to
 * 4 decimals, 10 and more whole tens, hundreds, thousands.
 */
export function roundBy(rounding: string, value: Exact): Exact {
  if (rounding === 'none') return value
  const cut = rounding.lastIndexOf('-')
  const way = rounding.slice(0, cut)
  const place = Number(rounding.slice(cut + 1))
  const unit = place <= 1 ? new Fraction(1) : place < 10 ? new Fraction(1, 10 ** place) : new Fraction(place)
  const units = value.div(unit)
  const whole = way === 'floor' ? floorOf(units) : way === 'ceil' ? -floorOf(units.neg()) : halfUp(units)
  return new Fraction(whole).mul(unit)
}
