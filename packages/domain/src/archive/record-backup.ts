import { type Ctx, write } from '../kernel/index.ts'

/** Notes in the audit that everything was saved to a file, by name; who may read the file can read it all. */
export async function recordBackup(ctx: Ctx, backup: { file: string; rows: number }): Promise<void> {
  await write(ctx, 'archive.backup', async () => ({
    subject: { type: 'archive', id: null, label: backup.file },
    before: null,
    after: backup,
  }))
}
