import type { Permission } from '@lembur/contracts/access'
import { fireEvent, screen } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import { serve } from '@/testing/server.ts'
import ProjectsPage from '../pages/ProjectsPage.vue'

const project = {
  id: '01890000-0000-7000-8000-000000000077',
  name: 'Fixture',
  isEnabled: true,
  version: 1,
  createdAt: '2026-06-01T00:00:00Z',
  updatedAt: '2026-06-01T00:00:00Z',
}

async function page(...held: Permission[]) {
  serve({
    'project.list': () => ({ count: 1, countIsMinimum: false, next: null, previous: null, nextCursor: null, results: [project] }),
  })
  const permissions = Object.fromEntries([...held, 'project.read'].map((permission) => [permission, 'organisation'] as const))
  await renderPart(ProjectsPage, { me: aReader('staff', { permissions }) })
  await fireEvent.click(await screen.findByText('Fixture'))
  const shown = (name: RegExp) => screen.queryAllByRole('button', { name }).length > 0
  return { adds: shown(/^New project/), saves: shown(/^Save$/), removes: shown(/^Delete…/) }
}

it.each([
  ['project.create', { adds: true, saves: false, removes: false }],
  ['project.update', { adds: false, saves: true, removes: false }],
  ['project.delete', { adds: false, saves: false, removes: true }],
] as const)('offers who holds %s that and nothing else', async (permission, expected) => {
  expect(await page(permission)).toEqual(expected)
})
