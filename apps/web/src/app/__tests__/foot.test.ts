import { afterEach, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref, useTemplateRef } from 'vue'
import { renderPart } from '../../testing/render.ts'
import { useFoot } from '../foot.ts'

const tops: Record<string, number> = { bar: 700, result: 560 }
const foot = () => document.documentElement.style.getPropertyValue('--foot')
const Foot = defineComponent({
  props: { name: { type: String, required: true } },
  setup(props) {
    const box = useTemplateRef<HTMLElement>('box')
    useFoot(() => box.value)
    return () => h('div', { ref: 'box', 'data-name': props.name })
  },
})

afterEach(() => vi.unstubAllGlobals())

it('tells how high the foot of a page reaches, by the highest of its parts, until they are gone', async () => {
  vi.stubGlobal('innerHeight', 800)
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function rect(this: Element) {
    return new DOMRect(0, tops[this.getAttribute('data-name') ?? ''] ?? 0, 600, 60)
  })
  const parts = ref(['bar'])
  const Page = defineComponent({ setup: () => () => parts.value.map((name) => h(Foot, { key: name, name })) })
  await renderPart(Page)
  expect(foot()).toBe('100px')
  parts.value = ['bar', 'result']
  await nextTick()
  expect(foot()).toBe('240px')
  parts.value = ['bar']
  await nextTick()
  expect(foot()).toBe('100px')
  parts.value = []
  await nextTick()
  expect(foot()).toBe('')
})
