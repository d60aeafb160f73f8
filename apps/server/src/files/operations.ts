import type { FilePaths } from '@lembur/api'
import { ImportResult } from '@lembur/contracts/people'
import { RegulationDocument } from '@lembur/contracts/rules'
import { BrandImage, StoredBrandImage } from '@lembur/contracts/system'
import { WageImportResult } from '@lembur/contracts/wages'
import { z } from 'zod'
import { ExportActivity } from './activity.ts'
import { ExportCorrections } from './corrections.ts'
import { ExportEmployees } from './employees.ts'
import { ExportOvertime } from './overtime.ts'
import { WageTemplate } from './wages.ts'

const jsonOf = (schema: z.ZodType) => ({ 'application/json': { schema: z.toJSONSchema(schema, { io: 'output' }) } })
const file = (description: string, ...types: string[]) => ({
  200: { description, content: Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])) },
})
const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const id = { in: 'path', name: 'id', required: true, schema: { type: 'string', format: 'uuid' } }

const kind = { in: 'path', name: 'kind', required: true, schema: { type: 'string', enum: BrandImage.options } }

const queryOf = (schema: z.ZodObject) =>
  Object.entries(z.toJSONSchema(schema, { io: 'output' }).properties ?? {}).map(([name, value]) => ({ in: 'query', name, schema: value }))

const upload = (properties: object) => ({
  required: true,
  content: {
    'multipart/form-data': {
      schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' }, ...properties } },
    },
  },
})

/** The operations whose bodies are files, for the description of the REST interface. */
export const fileOperations: FilePaths = {
  '/v1/reports/{id}/download': {
    get: {
      operationId: 'report-download',
      tags: ['Reports'],
      summary: 'The bytes of a workbook',
      parameters: [id],
      responses: file('The last good version', workbook),
    },
  },
  '/v1/regulation-documents': {
    post: {
      operationId: 'regulationDocument-upload',
      tags: ['Regulation documents'],
      summary: 'Upload a PDF as the version that holds from now on',
      requestBody: upload({ title: { type: 'string' }, description: { type: 'string' } }),
      responses: { 201: { description: 'Stored', content: jsonOf(RegulationDocument) } },
    },
  },
  '/v1/regulation-documents/{id}/download': {
    get: {
      operationId: 'regulationDocument-download',
      tags: ['Regulation documents'],
      summary: 'The bytes of a version',
      parameters: [id],
      responses: file('The PDF', 'application/pdf'),
    },
  },
  '/v1/overtime-requests/export': {
    get: {
      operationId: 'overtime-export',
      tags: ['Overtime requests'],
      summary: 'The requests of a filter as CSV, or as XLSX up to 25,000 of them',
      parameters: queryOf(ExportOvertime),
      responses: file('The table', 'text/csv', workbook),
    },
  },
  '/v1/overtime-corrections/export': {
    get: {
      operationId: 'correction-export',
      tags: ['Overtime corrections'],
      summary: 'The corrections of a period, before and after, as CSV, or as XLSX up to 25,000 of them',
      parameters: queryOf(ExportCorrections),
      responses: file('The table', 'text/csv', workbook),
    },
  },
  '/v1/activity-logs/export': {
    get: {
      operationId: 'activity-export',
      tags: ['Activity log'],
      summary: 'The activity log of a filter as CSV, or as XLSX up to 25,000 entries; this itself is noted',
      parameters: queryOf(ExportActivity),
      responses: file('The table', 'text/csv', workbook),
    },
  },
  '/v1/system-configuration/images/{kind}': {
    post: {
      operationId: 'configuration-replaceImage',
      tags: ['Configuration'],
      summary: 'Upload a picture: the icon of the tab (SVG, PNG, ICO) or the logo (SVG, PNG, JPEG, WebP), up to 512 KB',
      parameters: [kind],
      requestBody: upload({}),
      responses: { 200: { description: 'Stored', content: jsonOf(StoredBrandImage) } },
    },
  },
  '/branding/{kind}': {
    get: {
      operationId: 'configuration-image',
      tags: ['Configuration'],
      summary: 'A picture of the organisation, for anyone',
      parameters: [kind],
      responses: file('The picture', 'image/svg+xml', 'image/png', 'image/x-icon', 'image/jpeg', 'image/webp'),
    },
  },
  '/v1/employees/export': {
    get: {
      operationId: 'employee-export',
      tags: ['Employees'],
      summary: 'The employees in the columns that the import reads',
      parameters: queryOf(ExportEmployees),
      responses: file('The table', 'text/csv', workbook),
    },
  },
  '/v1/employees/import-file': {
    post: {
      operationId: 'employee-importFile',
      tags: ['Employees'],
      summary: 'Add and change employees from a CSV or XLSX file, or try it',
      requestBody: upload({ dryRun: { type: 'boolean' }, updateExisting: { type: 'boolean' } }),
      responses: { 200: { description: 'What was done, or would be', content: jsonOf(ImportResult) } },
    },
  },
  '/v1/wages/template': {
    get: {
      operationId: 'wage-template',
      tags: ['Wages'],
      summary: 'An empty file with the columns that the import of wages reads',
      parameters: queryOf(WageTemplate),
      responses: file('The table', 'text/csv', workbook),
    },
  },
  '/v1/wages/import-file': {
    post: {
      operationId: 'wage-importFile',
      tags: ['Wages'],
      summary: 'Set wages from a CSV or XLSX file, all or none, or try it',
      requestBody: upload({ dryRun: { type: 'boolean' }, replaceExisting: { type: 'boolean' } }),
      responses: { 200: { description: 'What was done, or would be', content: jsonOf(WageImportResult) } },
    },
  },
}
