import { fireEvent, screen } from '@testing-library/vue'
import { describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { renderPart } from '../../testing/render.ts'
import DateInput from '../DateInput.vue'
import EntitySelect from '../EntitySelect.vue'
import type { Entity } from '../entity.ts'
import FormField from '../FormField.vue'
import PersonSelect from '../PersonSelect.vue'
import TextInput from '../TextInput.vue'
import TimeInput from '../TimeInput.vue'

describe('time', () => {
  const time = async () => {
    const given: string[] = []
    const unreadable = vi.fn()
    await renderPart(TimeInput, {
      props: {
        modelValue: '17:00',
        label: 'Start',
        'onUpdate:modelValue': (value: string) => given.push(value),
        'onUpdate:unreadable': unreadable,
      },
    })
    return { given, unreadable, field: screen.getByRole('textbox', { name: 'Start' }) as HTMLInputElement }
  }
  it.each(['1720', '17.20', '17:20', '5:20pm'])('understands %s', async (typed) => {
    const { field, given } = await time()
    await fireEvent.update(field, typed)
    await fireEvent.blur(field)
    expect(given).toEqual(['17:20'])
    expect(field.value).toBe('17:20')
  })
  it('marks what it cannot read, and keeps what was typed', async () => {
    const { field, given, unreadable } = await time()
    await fireEvent.update(field, '27:99')
    await fireEvent.blur(field)
    expect([given, field.value, field.getAttribute('aria-invalid')]).toEqual([[], '27:99', 'true'])
    expect(unreadable).toHaveBeenCalledWith(true)
  })
  it('shows the model again where what could not be read is taken back', async () => {
    const mark = ref(false)
    const host = defineComponent({
      setup: () => () =>
        h(TimeInput, {
          modelValue: '17:00',
          label: 'Start',
          unreadable: mark.value,
          'onUpdate:unreadable': (is: boolean) => {
            mark.value = is
          },
        }),
    })
    await renderPart(host)
    const field = screen.getByRole('textbox', { name: 'Start' }) as HTMLInputElement
    await fireEvent.update(field, '25:00')
    await fireEvent.blur(field)
    expect([mark.value, field.value]).toEqual([true, '25:00'])
    mark.value = false
    await nextTick()
    expect([field.value, field.getAttribute('aria-invalid')]).toEqual(['17:00', 'false'])
  })
  it.each([
    ['1722', '17:20'],
    ['17:23', '17:25'],
    ['23:59', '23:55'],
  ])('in steps of five minutes takes %s as %s and says so', async (typed, taken) => {
    const given: unknown[] = []
    const rounded = vi.fn()
    const props = { label: 'Start', inSteps: true, 'onUpdate:modelValue': (value: unknown) => given.push(value), onRounded: rounded }
    await renderPart(TimeInput, { props: { ...props, modelValue: '17:00' } })
    const field = screen.getByRole('textbox', { name: 'Start' })
    await fireEvent.update(field, typed)
    await fireEvent.blur(field)
    expect(given).toEqual([taken])
    expect(rounded).toHaveBeenCalledWith({ typed: typed.replace(/^(\d\d)(\d\d)$/, '$1:$2'), time: taken })
  })
  it('in steps of five minutes leaves a time alone that stands there already', async () => {
    const given = vi.fn()
    await renderPart(TimeInput, { props: { label: 'Start', inSteps: true, modelValue: '17:23', 'onUpdate:modelValue': given } })
    await fireEvent.blur(screen.getByRole('textbox', { name: 'Start' }))
    expect(given).not.toHaveBeenCalled()
  })
  it('steps with the arrows', async () => {
    const { field, given } = await time()
    await fireEvent.keyDown(field, { key: 'ArrowUp' })
    await fireEvent.keyDown(field, { key: 'ArrowDown', shiftKey: true })
    expect(given).toEqual(['17:05', '16:35'])
  })
})

it('ties label, field, error and hint together', async () => {
  await renderPart(FormField, {
    props: { label: 'Reason', error: 'Fill this in.', hint: '20 fit on the form' },
    slots: {
      default: ({ id, describedby, invalid }: { id: string; describedby: string; invalid: boolean }) =>
        h(TextInput, { id, modelValue: '', 'aria-describedby': describedby, 'aria-invalid': invalid }),
    },
  })
  const field = screen.getByRole('textbox', { name: 'Reason' })
  const described = (field.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent)
  expect(described).toEqual(['Fill this in.', '20 fit on the form'])
})

it('chooses a date in a calendar that names its holidays', async () => {
  const given = vi.fn()
  await renderPart(DateInput, {
    props: { label: 'Date', modelValue: '2026-06-11', holidays: { '2026-06-16': '1 Muharram' }, 'onUpdate:modelValue': given },
    language: 'id',
  })
  await fireEvent.click(screen.getByRole('button', { name: /^Date: ?Kam 11 Juni 2026/ }))
  expect(await screen.findByTitle('1 Muharram')).toBeTruthy()
  await fireEvent.click(screen.getByTitle('1 Muharram'))
  expect(given).toHaveBeenCalledWith('2026-06-16')
})

it('opens its calendar on the day that is chosen, where the arrows work at once', async () => {
  await renderPart(DateInput, { props: { label: 'Date', modelValue: '2026-06-11' } })
  await fireEvent.click(screen.getByRole('button', { name: /^Date:/ }))
  const day = () => document.activeElement?.getAttribute('data-value')
  await expect.poll(day).toBe('2026-06-11')
  await fireEvent.keyDown(document.activeElement!, { key: 'ArrowRight', code: 'ArrowRight' })
  await expect.poll(day).toBe('2026-06-12')
})

describe('choosing one of many', () => {
  const all: Entity[] = [
    { id: '1', label: 'Rizky Pratama', detail: 'MW2400549' },
    { id: '2', label: 'Budi Santoso', detail: 'MW2301187' },
  ]
  const load = vi.fn(async (text: string) => all.filter((one) => one.label.toLowerCase().includes(text)))

  it('asks for the first ones as it opens, searches as one types, and gives the one chosen', async () => {
    const given = vi.fn()
    await renderPart(PersonSelect, { props: { label: 'Employee', load, modelValue: null, 'onUpdate:modelValue': given } })
    await fireEvent.click(screen.getByRole('button', { name: 'Employee' }))
    expect(await screen.findAllByRole('option')).toHaveLength(2)
    await fireEvent.update(screen.getByRole('combobox'), 'budi')
    await expect.poll(() => screen.queryAllByRole('option').length).toBe(1)
    await fireEvent.click(screen.getByRole('option', { name: /Budi Santoso/ }))
    expect(given.mock.calls[0]?.[0]).toMatchObject({ id: '2', label: 'Budi Santoso' })
  })

  it('says what is chosen, and can be cleared', async () => {
    const given = vi.fn()
    await renderPart(EntitySelect, {
      props: { label: 'Project', load, modelValue: { id: '9', label: 'AST fixture rev C' }, clearable: true, 'onUpdate:modelValue': given },
    })
    expect(screen.getByRole('button', { name: /^Project: ?AST fixture rev C/ })).toBeTruthy()
    await fireEvent.click(screen.getByRole('button', { name: 'Clear Project' }))
    expect(given).toHaveBeenCalledWith(null)
  })

  it('says that the server did not answer instead of that nothing was found', async () => {
    await renderPart(EntitySelect, {
      props: { label: 'Project', load: () => Promise.reject(new TypeError('Failed to fetch')), modelValue: null },
    })
    await fireEvent.click(screen.getByRole('button', { name: 'Project' }))
    expect(await screen.findByText('The server did not answer.')).toBeTruthy()
  })
})
