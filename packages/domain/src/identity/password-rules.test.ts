import { describe, expect, it } from 'vitest'
import { faultOf } from './password-rules.ts'

const rizky = ['rizky.pratama', 'Rizky Pratama', 'rizky@plant.example', 'MW2402218', 'Lembur']

describe('a password', () => {
  it.each([
    ['seven', '5 chars', 'password.too_short'],
    ['sv9#kQ2', 'seven characters', 'password.too_short'],
    ['password1', 'one of the commonest', 'password.too_easy'],
    ['Batam2026', 'a town with a year', 'password.too_easy'],
    ['indonesia45', 'an Indonesian one', 'password.too_easy'],
    ['qwertyuiop', 'a row of keys', 'password.too_easy'],
    ['aaaaaaaaaaaaaaaa', 'a repetition', 'password.too_easy'],
    ['rizky.pratama', 'his own name', 'password.too_easy'],
    ['Pratama2024!', 'a part of his name', 'password.too_easy'],
    ['mw2402218', 'his worker id', 'password.too_easy'],
    ['lembur-demo', 'the name of the product', 'password.too_easy'],
    ['x'.repeat(201), 'more than 200 characters', 'text.too_long'],
  ])('%s is refused: %s', async (password, _why, code) => {
    expect(await faultOf(password, rizky)).toBe(code)
  })

  it.each(['kucing-hijau-melompat', 'x7Gq-22a', 'a long password', '雨天不加班的日子'])('%s is taken', async (password) => {
    expect(await faultOf(password, rizky)).toBeNull()
  })
})
