import { ById } from '@lembur/contracts/ids'
import { CreateDepartment, Department, DepartmentList, ListDepartments, UpdateDepartment } from '@lembur/contracts/people'
import { createDepartment, getDepartment, listDepartments, removeDepartment, updateDepartment } from '@lembur/domain/department'
import { can, rest, router } from '../trpc.ts'

const tag = 'Departments'
const path = '/v1/departments'

export const department = router({
  list: can('department.read')
    .meta(rest('GET', path, tag, 'The departments of the organisation'))
    .input(ListDepartments)
    .output(DepartmentList)
    .query(({ ctx, input }) => listDepartments(ctx.domain, input)),

  create: can('department.create')
    .meta(rest('POST', path, tag, 'Add a department'))
    .input(CreateDepartment)
    .output(Department)
    .mutation(({ ctx, input }) => createDepartment(ctx.domain, input)),

  get: can('department.read')
    .meta(rest('GET', `${path}/{id}`, tag, 'One department'))
    .input(ById)
    .output(Department)
    .query(({ ctx, input }) => getDepartment(ctx.domain, input)),

  update: can('department.update')
    .meta(rest('PATCH', `${path}/{id}`, tag, 'Change a department'))
    .input(UpdateDepartment)
    .output(Department)
    .mutation(({ ctx, input }) => updateDepartment(ctx.domain, input)),

  remove: can('department.delete')
    .meta(rest('DELETE', `${path}/{id}`, tag, 'Delete a department that nothing refers to'))
    .input(ById)
    .output(ById)
    .mutation(({ ctx, input }) => removeDepartment(ctx.domain, input)),
})
