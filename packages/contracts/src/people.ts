import { z } from 'zod'
import { Id, Version } from './ids.ts'
import { listOf, Paging, QueryBoolean, SortOrder } from './paging.ts'
import { Instant } from './time.ts'

const name = (max: number) =>
  z.string({ error: 'text.required' }).trim().min(1, { error: 'text.required' }).max(max, { error: 'text.too_long' })
const search = z.string().trim().max(100).optional()

/** Codes are trimmed and upper-cased on write: "k390140r1c " and "K390140R1C" are one department. */
export const DepartmentCode = name(50).transform((code) => code.toUpperCase())

export const Department = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  isEnabled: z.boolean(),
  employees: z.int(),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type Department = z.infer<typeof Department>
export const CreateDepartment = z.object({ code: DepartmentCode, name: name(200), isEnabled: z.boolean().default(true) })
export type CreateDepartment = z.infer<typeof CreateDepartment>
export const UpdateDepartment = z.object({
  id: Id,
  version: Version.optional(),
  code: DepartmentCode.optional(),
  name: name(200).optional(),
  isEnabled: z.boolean().optional(),
})
export type UpdateDepartment = z.infer<typeof UpdateDepartment>
export const departmentSorts = ['code', 'name', 'createdAt'] as const
export const ListDepartments = Paging.extend({
  search,
  isEnabled: QueryBoolean.optional(),
  sort: z.enum(departmentSorts).default('code'),
  order: SortOrder.default('asc'),
})
export type ListDepartments = z.infer<typeof ListDepartments>
export const DepartmentList = listOf(Department)

export const Project = z.object({
  id: Id,
  name: z.string(),
  isEnabled: z.boolean(),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type Project = z.infer<typeof Project>
export const CreateProject = z.object({ name: name(200), isEnabled: z.boolean().default(true) })
export type CreateProject = z.infer<typeof CreateProject>
export const UpdateProject = z.object({
  id: Id,
  version: Version.optional(),
  name: name(200).optional(),
  isEnabled: z.boolean().optional(),
})
export type UpdateProject = z.infer<typeof UpdateProject>
export const projectSorts = ['name', 'createdAt'] as const
export const ListProjects = Paging.extend({
  search,
  isEnabled: QueryBoolean.optional(),
  sort: z.enum(projectSorts).default('name'),
  order: SortOrder.default('asc'),
})
export type ListProjects = z.infer<typeof ListProjects>
export const ProjectList = listOf(Project)

/** `workerId` is the number on the badge ("MW2400549"), unique without regard to case. */
export const Employee = z.object({
  id: Id,
  workerId: z.string(),
  name: z.string(),
  departmentId: Id.nullable(),
  departmentCode: z.string().nullable(),
  departmentName: z.string().nullable(),
  isEnabled: z.boolean(),
  /** Left out of the official workbooks. */
  excludeFromReports: z.boolean(),
  /** First day of his overtime period where it differs from the plant's; null: as the plant. */
  periodStartDay: z.int().nullable(),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type Employee = z.infer<typeof Employee>
const employeeFields = {
  workerId: name(20),
  name: name(100),
  departmentId: Id.nullable(),
  isEnabled: z.boolean(),
  excludeFromReports: z.boolean(),
  periodStartDay: z.int().min(1).max(28).nullable(),
}
export const CreateEmployee = z.object({
  ...employeeFields,
  departmentId: employeeFields.departmentId.default(null),
  isEnabled: employeeFields.isEnabled.default(true),
  excludeFromReports: employeeFields.excludeFromReports.default(false),
  periodStartDay: employeeFields.periodStartDay.default(null),
})
export type CreateEmployee = z.infer<typeof CreateEmployee>
export const UpdateEmployee = z
  .object({ ...employeeFields })
  .partial()
  .extend({ id: Id, version: Version.optional() })
export type UpdateEmployee = z.infer<typeof UpdateEmployee>
export const employeeSorts = ['workerId', 'name', 'departmentCode', 'isEnabled', 'createdAt'] as const
export const ListEmployees = Paging.extend({
  search,
  departmentId: Id.optional(),
  isEnabled: QueryBoolean.optional(),
  /** Only those the reader may file overtime for. */
  fileable: QueryBoolean.optional(),
  sort: z.enum(employeeSorts).default('workerId'),
  order: SortOrder.default('asc'),
})
export type ListEmployees = z.infer<typeof ListEmployees>
export const EmployeeList = listOf(Employee)

/** Columns of the import and the export, the same names both ways, so that a file makes the round trip. */
export const employeeColumns = ['worker_id', 'name', 'department_code', 'is_enabled', 'exclude_from_reports'] as const
export const maxImportRows = 5000

/** The rows of a file as text, already read; `updateExisting` changes known worker ids, otherwise they are errors. */
export const ImportEmployees = z.object({
  header: z.array(z.string()),
  rows: z.array(z.array(z.string())).max(maxImportRows, { error: 'import.too_many_rows' }),
  updateExisting: z.boolean().default(true),
  dryRun: z.boolean().default(false),
})
export type ImportEmployees = z.infer<typeof ImportEmployees>
/** `row` counts as a spreadsheet does: the header is row 1. */
export const ImportError = z.object({
  row: z.int(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  code: z.string(),
  message: z.string(),
})
export const ImportResult = z.object({
  dryRun: z.boolean(),
  totalRows: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  errors: z.array(ImportError),
  /** False after a dry run, or where more than one row in ten was wrong. */
  applied: z.boolean(),
})
export type ImportResult = z.infer<typeof ImportResult>
