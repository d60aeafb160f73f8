export { recordBackup } from './record-backup.ts'
export { recordRestore } from './record-restore.ts'
