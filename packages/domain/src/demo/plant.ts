/** What a department works on after hours: a reason that fits the form, and the details. */
type Work = readonly [reason: string, detail: string]

export type DemoDepartment = {
  code: string
  name: string
  people: number
  /** Accounts, by user name: who files for the people, and who decides. */
  leader: string
  head: string
  projects: readonly string[]
  works: readonly Work[]
}

/** The six departments, with how many people each has; together 120. */
export const departments: readonly DemoDepartment[] = [
  {
    code: 'SMT-1',
    name: 'Surface Mount Line 1',
    people: 22,
    leader: 'eko.prasetyo',
    head: 'ratna.sari',
    projects: ['Reflow line 4', 'NPI Falcon', 'Stencil renewal', 'Barca mainboard', 'Pick and place upgrade', 'Falcon pilot run'],
    works: [
      ['Output recovery', 'Make up 420 boards lost to the feeder stop this morning.'],
      ['NPI build', 'Pilot build of 60 boards for the customer visit.'],
      ['Line changeover', 'Change over to the Barca mainboard so that the morning shift starts on time.'],
      ['Stencil trial', 'Trial of the new 0.10 mm stencil on both sides, with paste inspection.'],
      ['Feeder calibration', 'Calibrate the feeders of modules 3 and 4 while the line is free.'],
      ['Mengejar target', 'Mengejar kekurangan output minggu ini untuk pengiriman hari Jumat.'],
    ],
  },
  {
    code: 'SMT-2',
    name: 'Surface Mount Line 2',
    people: 18,
    leader: 'wahyu.hidayat',
    head: 'tumpal.hutapea',
    projects: ['Reflow line 4', 'Line 2 ramp', 'Compressor overhaul', 'Attila controller', 'Callix modem'],
    works: [
      ['Line 4 changeover', 'Reflow profile for the Falcon board has to be proven tonight; first article is due at 07:30.'],
      ['Reflow profile', 'Profile runs with three thermocouple boards, report to process engineering.'],
      ['Compressor overhaul', 'Replace the valves of compressor 2 while the lines are stopped.'],
      ['Output recovery', 'Catch up with the plan after the power dip.'],
      ['Rework', 'Rework 85 boards with bridged connectors before they go to test.'],
      ['Perbaikan mesin', 'Ganti conveyor belt modul 2 dan uji coba sebelum shift pagi.'],
    ],
  },
  {
    code: 'ASSY-1',
    name: 'Final Assembly 1',
    people: 45,
    leader: 'sri.wahyuni',
    head: 'ptb_admin',
    projects: [
      'Line 2 ramp',
      'Falcon pilot run',
      'F3896 modem',
      'Packing automation',
      'Screwdriving cell',
      'Callix modem',
      'Attila controller',
    ],
    works: [
      ['Line 2 ramp', 'Second shift is not staffed yet: keep line 2 running for the ramp plan.'],
      ['Shipment Friday', 'Finish and pack 1,200 sets for the truck on Friday.'],
      ['Rework labels', 'Relabel 300 units with the corrected serial range.'],
      ['Training', 'Train six operators on the new screwdriving station.'],
      ['Output recovery', 'Make up the hours lost to missing housings.'],
      ['Kejar pengiriman', 'Menyelesaikan perakitan untuk pengiriman besok pagi.'],
      ['Line audit prep', 'Clear and mark the line for the 5S audit.'],
    ],
  },
  {
    code: 'QA',
    name: 'Quality Assurance',
    people: 13,
    leader: 'andi.saputra',
    head: 'siti.rahmawati',
    projects: ['Customer audit', 'IQC backlog', 'Reliability chamber', 'Gauge renewal', 'NPI Falcon'],
    works: [
      ['Customer audit', 'Prepare the records of the last three months for the audit on Monday.'],
      ['IQC backlog', 'Incoming lots of connectors wait since Tuesday and the line needs them.'],
      ['Reliability test', 'Read out the chamber at 500 hours and restart it.'],
      ['8D report', 'Analyse the returned units; the customer expects the 8D tomorrow.'],
      ['Outgoing inspection', 'Final inspection of the lot that leaves tonight.'],
    ],
  },
  {
    code: 'WHSE',
    name: 'Warehouse & Logistics',
    people: 10,
    leader: 'suparman',
    head: 'rudi.hermawan',
    projects: ['Stock count', 'Bonded store move', 'Cycle count tool', 'Packing automation'],
    works: [
      ['Stock count', 'Count of racks A to F with finance.'],
      ['Container late', 'Container was held at Batu Ampar; unload and book it today.'],
      ['Bonded store', 'Move the bonded goods for the customs inspection.'],
      ['Kitting', 'Kit the parts for the first orders of the morning.'],
      ['Bongkar kontainer', 'Bongkar dua kontainer dan input ke sistem.'],
    ],
  },
  {
    code: 'K390140R1C',
    name: 'BG6-RD Center-Automatic System Test R&D Div.1-Dept.1-PTB Sec.1',
    people: 12,
    leader: 'staff',
    head: 'superadmin',
    projects: ['AST fixture rev C', 'AST fixture rev D', 'NPI Falcon', 'Test coverage F3896', 'Log server', 'Vision station'],
    works: [
      ['Fixture qualification', 'Finish gauge R&R on the two new AST fixtures so line 4 can start Friday morning.'],
      ['Test program', 'Release the test program with the new limits while the line stands.'],
      ['Vision station', 'Teach the vision station the new label and run 200 samples.'],
      ['Line support', 'Support the pilot run: two testers drop out every hour.'],
      ['夹具调试', '新夹具调试，明早首件确认前完成。'],
      ['Coverage report', 'Coverage and false call report for the design review.'],
    ],
  },
]

/** Projects of no department in particular, to make thirty; two are finished and disabled. */
const otherProjects: readonly { name: string; isEnabled: boolean }[] = [
  { name: 'F3897T gateway', isEnabled: true },
  { name: 'F5290 gateway', isEnabled: true },
  { name: 'Others', isEnabled: true },
  { name: '11AX retrofit', isEnabled: false },
  { name: 'Thermal chamber move', isEnabled: false },
]

/** The names of all projects, each once: the departments' in their order, then the others. */
export const projects: readonly { name: string; isEnabled: boolean }[] = [
  ...[...new Set(departments.flatMap((department) => department.projects))].map((name) => ({ name, isEnabled: true })),
  ...otherProjects,
]
