import { AuditLog } from '#hosts/audit/audit-log'

/** A process that writes so many lines into an audit log, which others write too, and ends without a pause. */
const [path = '', author = '', count = '0', maxSize = '1024'] = process.argv.slice(2)
const settings = { enabled: true, path, maxSize: Number(maxSize), files: 10_000, fsync: false }
const audit = new AuditLog({
  settings: () => ({ ...settings, queries: 'text' }),
  log: { info: () => {}, warn: console.error },
})
for (let seq = 0; seq < Number(count); seq++) {
  audit.note({ is: 'purge', namespace: 'default', author, at: seq, count: 1 })
  if (seq % 7 === 0) await new Promise(setImmediate)
}
await audit.close()
