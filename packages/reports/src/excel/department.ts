import { defaultDepartment, type ReportRow } from '@lembur/contracts/reports'

export interface Department {
  code: string
  name: string
}

/** The department whose sheet a row belongs on; a blank code is the default department. */
export function departmentOf(row: Pick<ReportRow, 'departmentCode' | 'departmentName'>): Department {
  return row.departmentCode.trim() === '' ? defaultDepartment : { code: row.departmentCode, name: row.departmentName }
}
