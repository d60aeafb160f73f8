/** The exact wording of the customer's forms. One copy: the daily and the period form share every text they have in common. */

export const titles = {
  dailyForm: 'Form Lembur (加 班 申 請 單)',
  periodForm: 'Form Lembur Bulanan (月度加班申請單)',
} as const

export const headings = {
  number: 'No\n(序號)',
  date: 'Tanggal Lembur\n(加班日期)',
  workerId: 'No Karyawan\n(工號)',
  name: 'Nama\n(姓名)',
  reason: 'Alasan Lembur\n(申請加班事由)',
  kind: 'Jenis Lembur\n(加班類别)',
  time: 'Jam Lembur (Waktu)\n(預計加班\n起止時間)',
  duration: 'Durasi Lembur\n(預計加班時數)',
  rest: 'Jam istirahat saat lembur (jika perlu, gunakan V)\n(預計休息或用餐打V)',
  employeeSignature: 'Tanda Tangan Karyawan\n(員工簽名)',
  supervisorSignature: 'Tanda Tangan Supervisor\n(課級主管簽名)',
  actualTime: 'Konfirmasi Jam Lembur (Waktu)\n(實際加班\n起止時間)',
  actualDuration: 'Konfirmasi Durasi Lembur\n(實際加班時數)',
  actualRest: 'Jam Istirahat (Jika ada, gunakan V)\n(實際休息或用餐打V)',
} as const

export const summaryHeadings = [
  'Work ID',
  'Overtime Type',
  'Overtime Start Date',
  'Start Time',
  'End Time',
  'Meal/Rest',
  'Hours',
  'Reason',
] as const
export const summaryDetailHeading = 'Detail'

export const classification = {
  label: 'Klasifikasi Karyawan\n(人員分類):',
  levels: '☐ Level0(11-12職等)\n☑ Level1(13-23職等)',
} as const

export const kindLines = {
  heading: 'Jenis Lembur （加班類别） :',
  weekday: 'Saat Hari Kerja (工作日延長加班)',
  weekend: 'Saat Hari Libur (休息日加班)',
  holiday: 'Saat Tanggal Merah (法定假日加班)',
} as const

/** The heading of the notes differs between the forms: a full-width colon on the daily one, a half-width colon on the other. */
export const notesHeading = { dailyForm: 'Keterangan：', periodForm: 'Keterangan:' } as const

export const notes = [
  '1. Informasi diatas harus dilaporkan dengan benar, pelanggaran akan dikenakan sesuai dengan hukuman yang ada dari managemen perusahaan (以上資料請據實申報，違者按獎懲管理辦法處理)。',
  '2. Karyawan harus menandatangani aplikasi lembur. Jika tidak ada tanda tangan maka akan di anggap tidak sah (實際加班時數，以員工簽名確認為準)。',
  '3. Tidak ada aplikasi lembur tidak akan di hitung untuk upah lembur (無加班申請單不計發加班費)。',
] as const

export const formNumber = 'Form No.:PH2-TB004-001 Rev.02(CI)'

export const departmentBlock = (code: string, name: string): string => `Departemen\n(部門代碼)：\n${code}\n${name}`

const weekdays = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const

/** The date box of the daily form; its second line is pushed right by 27 spaces. */
export function dateBlock(date: string): string {
  const [year, month, day] = date.split('-')
  const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()]
  return `Tanggal Lembur （加班日期）：\n${' '.repeat(27)}${year} 年 ${month} 月 ${day} 日\nHari （星期）: ${weekday}`
}

export const periodBlock = (start: string, end: string): string => `Periode Lembur (加班期间):\n${start} ~ ${end}`

/** The three kinds of day with the sheet's one ticked; a sheet without rows has the heading alone. */
export function kindBlock(kind: 'weekday' | 'weekend' | 'holiday' | null): string {
  if (!kind) return kindLines.heading
  const line = (of: typeof kind) => `${of === kind ? '☑' : '☐'} ${kindLines[of]}`
  return [kindLines.heading, line('weekday'), line('weekend'), line('holiday')].join('\n')
}
