import { describe, expect, it } from 'vitest'
import { disposition } from './send.ts'

describe('the name of a file that is sent', () => {
  it('is given in plain letters and as RFC 5987 writes it', () => {
    expect(disposition('Form 11 Juni 2026.xlsx')).toBe(
      `attachment; filename="Form 11 Juni 2026.xlsx"; filename*=UTF-8''Form%2011%20Juni%202026.xlsx`,
    )
    expect(disposition('加班 (1).pdf')).toBe(`attachment; filename="__ (1).pdf"; filename*=UTF-8''%E5%8A%A0%E7%8F%AD%20%281%29.pdf`)
  })

  it('cannot add a header, leave the folder or end early', () => {
    const name = disposition('a"; filename=evil.exe\r\nSet-Cookie: x=1/../b\\c%41')
    expect(name).not.toMatch(/[\r\n]/)
    expect(name).toBe(
      `attachment; filename="a__ filename=evil.exe__Set-Cookie: x=1_.._b_c_41"; filename*=UTF-8''a%22%3B%20filename%3Devil.exe__Set-Cookie%3A%20x%3D1_.._b_c%2541`,
    )
  })

  it('may be broken text', () => {
    expect(disposition('\ud800.pdf')).toBe(`attachment; filename="_.pdf"; filename*=UTF-8''%EF%BF%BD.pdf`)
  })
})
