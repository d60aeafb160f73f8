import type { Language } from '@lembur/contracts/identity'

type About = { appName: string; name: string; username: string; link: string; minutes: number }
type Words = { subject: string; text: string }

const lines = (...parts: string[]) => `${parts.join('\n\n')}\n`

const texts: Record<Language, (about: About) => Words> = {
  en: ({ appName, name, username, link, minutes }) => ({
    subject: `${appName}: choose a new password`,
    text: lines(
      `Hello ${name},`,
      `somebody asked for a new password for your account ${username}. If it was you, open this link within ${minutes} minutes:`,
      link,
      'If it was not you, do nothing: your password stays as it is. Nobody at the plant will ever ask you for this link.',
    ),
  }),
  id: ({ appName, name, username, link, minutes }) => ({
    subject: `${appName}: buat kata sandi baru`,
    text: lines(
      `Halo ${name},`,
      `ada yang meminta kata sandi baru untuk akun Anda ${username}. Jika itu Anda, buka tautan ini dalam ${minutes} menit:`,
      link,
      'Jika bukan Anda, abaikan saja: kata sandi Anda tidak berubah. Tidak ada orang di pabrik yang akan meminta tautan ini.',
    ),
  }),
  zh: ({ appName, name, username, link, minutes }) => ({
    subject: `${appName}：设置新密码`,
    text: lines(
      `${name}，您好：`,
      `有人为您的账号 ${username} 申请了新密码。如果是您本人，请在 ${minutes} 分钟内打开此链接：`,
      link,
      '如果不是您本人，无需操作，密码保持不变。厂里任何人都不会向您索要此链接。',
    ),
  }),
}

/** The mail that brings the link, in its reader's language. A name is never more than one line: it must not write the mail. */
export function resetMail(language: Language, about: About): Words {
  const flat = (text: string) => text.replace(/\s+/g, ' ').trim()
  return texts[language]({ ...about, name: flat(about.name), appName: flat(about.appName) })
}
