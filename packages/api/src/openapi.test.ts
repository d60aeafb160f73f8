import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { openApiDocument } from './openapi.ts'
import { restOperations } from './rest.ts'

const document = openApiDocument('1.2.3', {
  '/v1/regulation-documents': {
    post: { operationId: 'document-upload', tags: ['Documents'], summary: 'Upload', responses: { 201: { description: 'Stored' } } },
  },
})
const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
  Object.entries(item as Record<string, { operationId: string; responses: object }>).map(([method, operation]) => ({
    path,
    method,
    ...operation,
  })),
)
const named = (id: string) => operations.find(({ operationId }) => operationId === id)

describe('the description of the REST interface', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toBe('3.1.0')
    expect(await new Validator().validate(JSON.parse(JSON.stringify(document)))).toEqual({ valid: true })
  })

  it('describes every operation that is served, once', () => {
    const ids = operations.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain('document-upload')
    expect(restOperations().every(({ name }) => ids.includes(name.replaceAll('.', '-')))).toBe(true)
  })

  it('names the statuses that are answered, and one shape for every error', () => {
    expect(Object.keys(named('overtime-submit')?.responses ?? {})).toEqual(['201', '400', '401', '403', '409', '422', '500'])
    expect(Object.keys(named('auth-signOut')?.responses ?? {})).toEqual(['204', '401', '409', '422', '429', '500'])
    expect(Object.keys(named('overtime-get')?.responses ?? {})).toEqual(['200', '400', '401', '403', '404', '500'])
    expect(JSON.stringify(document)).not.toContain('error.')
  })
})
