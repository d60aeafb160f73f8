import { ById } from '@lembur/contracts/ids'
import {
  CreateEmployee,
  Employee,
  EmployeeList,
  ImportEmployees,
  ImportResult,
  ListEmployees,
  UpdateEmployee,
} from '@lembur/contracts/people'
import { createEmployee, getEmployee, importEmployees, listEmployees, removeEmployee, updateEmployee } from '@lembur/domain/employee'
import { can, rest, router } from '../trpc.ts'

const tag = 'Employees'
const path = '/v1/employees'

export const employee = router({
  list: can('employee.read')
    .meta(rest('GET', path, tag, 'The employees of the organisation'))
    .input(ListEmployees)
    .output(EmployeeList)
    .query(({ ctx, input }) => listEmployees(ctx.domain, input)),

  create: can('employee.create')
    .meta(rest('POST', path, tag, 'Add an employee'))
    .input(CreateEmployee)
    .output(Employee)
    .mutation(({ ctx, input }) => createEmployee(ctx.domain, input)),

  import: can('employee.create')
    .meta(rest('POST', `${path}/import`, tag, 'Add and change up to 5,000 employees from the lines of a file, or try it'))
    .input(ImportEmployees)
    .output(ImportResult)
    .mutation(({ ctx, input }) => importEmployees(ctx.domain, input)),

  get: can('employee.read')
    .meta(rest('GET', `${path}/{id}`, tag, 'One employee'))
    .input(ById)
    .output(Employee)
    .query(({ ctx, input }) => getEmployee(ctx.domain, input)),

  update: can('employee.update')
    .meta(rest('PATCH', `${path}/{id}`, tag, 'Change an employee; his open requests follow his department'))
    .input(UpdateEmployee)
    .output(Employee)
    .mutation(({ ctx, input }) => updateEmployee(ctx.domain, input)),

  remove: can('employee.delete')
    .meta(rest('DELETE', `${path}/{id}`, tag, 'Delete an employee whom nothing refers to'))
    .input(ById)
    .output(ById)
    .mutation(({ ctx, input }) => removeEmployee(ctx.domain, input)),
})
