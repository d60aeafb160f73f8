import { waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { defineComponent, ref } from 'vue'
import { renderPart } from '../../testing/render.ts'
import { asked, Refusal, serve } from '../../testing/server.ts'
import { announcement } from '../announce.ts'
import { useEntityEditor } from '../entity-editor.ts'
import { trpc } from '../trpc.ts'

const aProject = (changes: object = {}) => ({
  id: '01890000-0000-7000-8000-000000000001',
  name: 'AST fixture',
  isEnabled: true,
  createdAt: '2026-06-01T00:00:00Z',
  version: 1,
  ...changes,
})
const rows = ref([aProject()])

function anEditor() {
  return useEntityEditor({
    topic: 'project',
    rows: () => rows.value,
    empty: () => ({ name: '', isEnabled: true }),
    formOf: ({ name, isEnabled }: ReturnType<typeof aProject>) => ({ name, isEnabled }),
    create: (form) => trpc.project.create.mutate({ ...form }),
    update: (row, form) => trpc.project.update.mutate({ ...form, id: row.id, version: row.version }),
    remove: (row) => trpc.project.remove.mutate({ id: row.id }),
    nameOf: ({ name }) => name,
  })
}
let editor: ReturnType<typeof anEditor>
/** The server has answered what was just asked. */
const answered = () => waitFor(() => expect(editor.busy).toBe(false))

beforeEach(async () => {
  rows.value = [aProject()]
  const host = defineComponent({
    setup() {
      editor = anEditor()
      return () => null
    },
  })
  await renderPart(host)
})
const refuse =
  (code: ConstructorParameters<typeof Refusal>[0], details = {}) =>
  () => {
    throw new Refusal(code, details)
  }

it('creates from an empty form and changes a stored row with its version', async () => {
  serve({ 'project.create': () => aProject(), 'project.update': () => aProject({ version: 2 }) })
  editor.openNew()
  editor.form.name = 'New one'
  editor.save()
  await answered()
  expect([editor.isOpen, announcement.value]).toEqual([false, 'New one is saved.'])
  editor.open(aProject())
  editor.form.isEnabled = false
  editor.save()
  await answered()
  expect(asked.map(({ input }) => input)).toEqual([
    { name: 'New one', isEnabled: true },
    { name: 'AST fixture', isEnabled: false, id: aProject().id, version: 1 },
  ])
})

it('puts errors beside their fields, and others on top', async () => {
  serve({ 'project.create': refuse('input.invalid', { fields: [{ path: 'name', code: 'text.required', message: '' }] }) })
  editor.openNew()
  editor.save()
  await answered()
  expect([editor.fields, editor.sentence, editor.isOpen]).toEqual([{ name: 'Fill this in.' }, null, true])
  serve({ 'project.remove': refuse('conflict.in_use') })
  editor.open(aProject())
  editor.remove()
  await answered()
  expect([editor.fields, editor.sentence, editor.isOpen]).toEqual([{}, 'Other records refer to this. Disable it instead.', true])
})

describe('what was typed', () => {
  it('is thrown away only after asking: by closing', () => {
    editor.openNew()
    editor.form.name = 'Half'
    editor.close()
    expect([editor.asksDiscard, editor.isOpen]).toEqual([true, true])
    editor.stay()
    expect([editor.asksDiscard, editor.form.name]).toEqual([false, 'Half'])
    editor.close()
    editor.discard()
    expect([editor.asksDiscard, editor.isOpen]).toEqual([false, false])
  })

  it('and by opening another row, which is then shown', () => {
    editor.open(aProject())
    editor.form.name = 'Changed'
    editor.open(aProject({ id: '01890000-0000-7000-8000-000000000002', name: 'Other' }))
    expect([editor.asksDiscard, editor.form.name]).toEqual([true, 'Changed'])
    editor.discard()
    expect([editor.isOpen, editor.form.name, editor.isDirty]).toEqual([true, 'Other', false])
  })

  it('asks nothing where nothing was typed', () => {
    editor.open(aProject())
    editor.close()
    expect([editor.asksDiscard, editor.isOpen]).toEqual([false, false])
  })
})

describe('a row that somebody else has changed meanwhile', () => {
  beforeEach(async () => {
    serve({
      'project.update': (input) => ((input as { version: number }).version === 1 ? refuse('conflict.version')() : aProject({ version: 3 })),
    })
    editor.open(aProject())
    editor.form.name = 'Mine'
    editor.save()
    await answered()
    expect(editor.isOutdated).toBe(false)
    rows.value = [aProject({ name: 'Theirs', version: 2 })]
  })

  it('may be shown instead of what was typed', () => {
    expect(editor.isOutdated).toBe(true)
    editor.takeNewer()
    expect([editor.form.name, editor.sentence, editor.isDirty]).toEqual(['Theirs', null, false])
  })

  it('or be saved over', async () => {
    editor.saveOver()
    await answered()
    expect(asked.at(-1)?.input).toMatchObject({ name: 'Mine', version: 2 })
    expect(editor.isOpen).toBe(false)
  })
})
