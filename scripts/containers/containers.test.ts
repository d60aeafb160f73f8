import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { validate } from 'dockerfile-utils'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const dockerfiles = ['Dockerfile', 'docker/samba/Dockerfile']

type Service = {
  image?: string
  build?: { context: string; target?: string }
  profiles?: string[]
  ports?: string[]
  volumes?: string[]
  command?: string[]
  restart?: string
  healthcheck?: { test?: string[]; disable?: boolean }
  depends_on?: Record<string, { condition: string }>
}
type Compose = { services: Record<string, Service>; volumes: Record<string, unknown> }

const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose
const services = Object.entries(compose.services)

/** The instructions of a Dockerfile by stage, in order, with continued lines joined. */
function stages(file: string): { name: string; from: string; lines: string[] }[] {
  const lines = read(file).replaceAll('\\\n', ' ').split('\n')
  const found: { name: string; from: string; lines: string[] }[] = []
  for (const line of lines) {
    const [, from, name] = /^FROM (\S+)(?: AS (\S+))?$/.exec(line) ?? []
    if (from) found.push({ name: name ?? '', from, lines: [] })
    else found.at(-1)?.lines.push(line)
  }
  return found
}

/** All instructions that make up a stage: its own after those of the stages that it stands on. */
function lineage(file: string, name: string): string[] {
  const stage = stages(file).find((each) => each.name === name)
  return stage ? [...lineage(file, stage.from), ...stage.lines] : []
}

test.each(dockerfiles)('%s is a valid Dockerfile', (file) => {
  expect(validate(read(file)).map((problem) => `line ${problem.range.start.line + 1}: ${problem.message}`)).toEqual([])
})

test.each(['server', 'worker'])('the image of the %s runs as an ordinary user, says how it is, and has only what it runs on', (target) => {
  const lines = lineage('Dockerfile', target)
  expect(lines.findLast((line) => line.startsWith('USER '))).toBe('USER node')
  expect(lines.some((line) => line.startsWith('HEALTHCHECK '))).toBe(true)
  expect(lines).toContain(`CMD ["node", "apps/${target}/src/main.ts"]`)
  expect(
    lines.filter((line) => line.includes('pnpm install')).every((line) => line.includes('--frozen-lockfile') && line.includes('--prod ')),
  ).toBe(true)
})

test('the share for development runs as an ordinary user too', () => {
  expect(stages('docker/samba/Dockerfile').at(-1)?.lines).toContain('USER lembur')
})

test('the images get the manifest of every package they are built from', () => {
  const copied = lineage('Dockerfile', 'manifests').flatMap((line) => /^COPY (\S+\/package\.json) /.exec(line)?.[1] ?? [])
  expect(copied.toSorted()).toEqual(globSync('{packages,apps}/*/package.json', { cwd: root }).toSorted())
})

test('every file that a Dockerfile copies from the sources exists', () => {
  for (const [file, folder] of [
    ['Dockerfile', ''],
    ['docker/samba/Dockerfile', 'docker/samba'],
  ] as const) {
    const copies = stages(file).flatMap((stage) => stage.lines.filter((line) => line.startsWith('COPY ') && !line.includes('--from=')))
    const copied = copies.flatMap((line) => line.split(' ').slice(1, -1))
    expect(copied.filter((path) => !existsSync(join(root, folder, path)))).toEqual([])
  }
})

test('compose brings up database, server and worker, and for development a share and a catcher for mail', () => {
  const named = (profile?: string) => services.filter(([, each]) => each.profiles?.[0] === profile).map(([name]) => name)
  expect(named()).toEqual(['database', 'migrate', 'server', 'worker'])
  expect(named('dev')).toEqual(['share', 'mail'])
  expect(compose.services.database?.image).toBe('postgres:18')
})

test.each(services)('compose: %s fits together', (_, service) => {
  for (const dependency of Object.keys(service.depends_on ?? {})) expect(Object.keys(compose.services)).toContain(dependency)
  for (const volume of service.volumes ?? []) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0])
  // Nothing is offered to the network by accident.
  for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/)
  if (service.build) {
    const file = join(service.build.context, 'Dockerfile')
    const target = service.build.target ?? ''
    expect(stages(file).map((stage) => stage.name)).toContain(target)
    // An image of ours brings its own health check; only a task that ends by itself has none.
    const checked = lineage(file, target).some((line) => line.startsWith('HEALTHCHECK ')) || read(file).includes('HEALTHCHECK ')
    expect(checked && !service.healthcheck?.disable).toBe(service.restart !== 'no')
  } else {
    expect(service.image).toMatch(/:v?\d/)
    expect(service.healthcheck?.test).toBeDefined()
  }
})

test('continuous integration runs what `npm test` runs, and takes no missing part for success', () => {
  const workflow = parse(read('.github/workflows/ci.yml')) as { jobs: { test: { steps: { run?: string }[] } } }
  expect(workflow.jobs.test.steps.at(-1)?.run).toBe('.ci/run')
  expect(statSync(join(root, '.ci/run')).mode & 0o111).toBe(0o111)
  expect(read('.ci/run')).toMatch(/export CI=true[\s\S]*\nnpm test\n/)
})
