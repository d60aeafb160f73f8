import { generateOpenApiDocument, type OpenAPIObject } from 'trpc-to-openapi'
import { restOperations } from './rest.ts'
import { appRouter } from './root.ts'

type Paths = NonNullable<OpenAPIObject['paths']>
/** An operation whose body or answer is a file. */
export type FileOperation = {
  operationId: string
  tags: string[]
  summary: string
  parameters?: object[]
  requestBody?: object
  responses: Record<string, object>
}
export type FilePaths = Record<string, { get?: FileOperation; post?: FileOperation }>

type Operation = { responses?: Record<string, object>; requestBody?: object; parameters?: object[]; security?: object[] }

const description = `Everything the interface does, for programs. Paths may end with a slash or not; fields are in camelCase; a day is
\`YYYY-MM-DD\`, an instant ISO 8601, a length whole minutes. Sign in at \`/auth/login/local\` and send the access token as
\`Authorization: Bearer\`; it is good for 15 minutes, the refresh token for seven days and for one use.

A list is \`{count, next, previous, results}\`; \`next\` and \`previous\` are paths on this server. \`count\` stops at 1,000, and
\`countIsMinimum\` is then true. What is made answers 201, what is changed or deleted 200, what has nothing to say 204. Every
error is \`{code, message, details}\`: \`code\` never changes, and for \`input.invalid\` \`details.fields\` names each wrong field.`

const problem = (text: string) => ({
  description: text,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

/** The refusals that an operation may answer with, told the same everywhere. */
const refusals: Record<string, ReturnType<typeof problem>> = {
  400: problem('The input is not right; `details.fields` names each wrong field'),
  401: problem('Nobody is signed in'),
  403: problem('The permission is missing'),
  404: problem('Nothing is there, or the reader may not see it'),
  409: problem('It collides with what is there'),
  422: problem('A rule of the plant says no'),
  429: problem('Too many requests'),
  500: problem('Something went wrong; `details.errorId` is what the log knows it by'),
}

/**
 * The description of the REST interface, OpenAPI 3.1, from the procedures themselves. `files` are the operations whose
 * bodies are files, which no procedure has.
 */
export function openApiDocument(version: string, files: FilePaths): OpenAPIObject {
  const document = generateOpenApiDocument(appRouter, {
    title: 'Lembur',
    description,
    version,
    openApiVersion: '3.1.0',
    baseUrl: '/api',
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer' },
      session: { type: 'apiKey', in: 'cookie', name: 'lembur_session' },
    },
  })
  const statuses = new Map(restOperations().map(({ method, path, status }) => [`${method.toLowerCase()} ${path}`, status]))
  const paths: Paths = {}
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    paths[path] = Object.fromEntries(
      Object.entries(item as Record<string, Operation>).map(([method, operation]) => [
        method,
        told(method, operation, statuses.get(`${method} ${path}`) ?? 200),
      ]),
    )
  }
  const { schemas, ...components } = document.components ?? {}
  const used = Object.entries(schemas ?? {}).filter(([name]) => !name.startsWith('error.'))
  return {
    ...document,
    paths: joined(paths, filesTold(files)),
    components: { ...components, schemas: { ...Object.fromEntries(used), Problem } },
  }
}

/** An operation with the statuses that are really answered. */
function told(method: string, operation: Operation, status: number): Operation {
  const success = operation.responses?.['200'] ?? {}
  const says: Record<string, object> = JSON.stringify(success).includes('"schema":{"type":"null"}')
    ? { 204: { description: 'Done' } }
    : { [status]: success }
  return { ...operation, responses: { ...says, ...refusalsOf(method, operation) } }
}

function refusalsOf(method: string, { parameters = [], requestBody, security }: Operation): Record<string, object> {
  const writes = method !== 'get'
  const has = {
    400: parameters.length > 0 || requestBody !== undefined,
    401: true,
    403: security !== undefined,
    404: parameters.length > 0,
    409: writes,
    422: writes,
    429: security === undefined,
    500: true,
  }
  return Object.fromEntries(Object.entries(refusals).filter(([status]) => has[Number(status) as keyof typeof has]))
}

/** Both sets of paths; a path that both have has the methods of both. */
function joined(one: Paths, other: Paths): Paths {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return Object.fromEntries([...names].map((path) => [path, { ...one[path], ...other[path] }]))
}

const filesTold = (files: FilePaths): Paths =>
  Object.fromEntries(
    Object.entries(files).map(([path, item]) => [
      path,
      Object.fromEntries(
        Object.entries(item).map(([method, file]) => {
          const operation = { ...file, security: [{ bearer: [] }, { session: [] }] }
          return [method, { ...operation, responses: { ...file.responses, ...refusalsOf(method, operation) } }]
        }),
      ),
    ]),
  )

const Problem = {
  type: 'object' as const,
  properties: {
    code: { type: 'string' as const },
    message: { type: 'string' as const },
    details: { type: 'object' as const, additionalProperties: true },
  },
  required: ['code', 'message', 'details'],
}
