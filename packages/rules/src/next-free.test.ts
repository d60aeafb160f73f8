import { describe, expect, it } from 'vitest'
import { nextFree, type Room } from './next-free.ts'
import { weekOf } from './period.ts'

const thursday = '2026-06-11'
const day = (leftMinutes: number, date = thursday): Room => ({ span: 'day', code: null, to: date, leftMinutes })
const week = (leftMinutes: number, date = thursday): Room => ({ span: 'week', code: null, to: weekOf(date).end, leftMinutes })
const plenty = () => [day(240), week(1080)]

describe('when the next free hour opens', () => {
  it('is nothing to tell while every limit has an hour left', () => {
    expect(nextFree(thursday, [day(60), week(600)], plenty)).toBeNull()
  })
  it('is the next day where the day is used up', () => {
    expect(nextFree(thursday, [day(59), week(600)], plenty)).toEqual({ span: 'day', code: null, from: '2026-06-12' })
  })
  it('is the next week where the week is used up, whatever the day says', () => {
    const left = (date: string) => [day(240, date), week(date > '2026-06-14' ? 1080 : 0, date)]
    expect(nextFree(thursday, [day(0), week(0)], left)).toEqual({ span: 'week', code: null, from: '2026-06-15' })
  })
  it('passes over dates that are full already', () => {
    const left = (date: string) => [day(date === '2026-06-12' ? 30 : 240, date)]
    expect(nextFree(thursday, [day(0)], left)?.from).toBe('2026-06-13')
  })
  it('waits for the end of a cap of the law', () => {
    const month: Room = { span: 'month', code: 'JP.45H', to: '2026-06-30', leftMinutes: -120 }
    expect(nextFree(thursday, [day(240), month], plenty)).toEqual({ span: 'month', code: 'JP.45H', from: '2026-07-01' })
  })
  it('is not known where nothing opens within a year', () => {
    expect(nextFree(thursday, [day(0)], () => [day(0)])).toBeNull()
  })
})
