export { prepareTemplate, type TestDatabase, testDatabase } from './database.ts'
export { anOvertimeRequest, overtimeRequests } from './overtime.ts'
export { aDepartment, aHoliday, aMember, anEmployee, anOrganization, aProject, type Plant, plant } from './plant.ts'
