import { join, resolve } from 'node:path'
import type { Log } from '#engine/ports'
import { AuditLog, type AuditSettings } from '../audit/audit-log.ts'
import type { ResolvedConfig } from '../config.ts'

export type AuditedLog = Log & {
  readonly concealed?: (line: string) => string
  readonly tail?: () => string
}

/** The audit log of these settings, which are read each time: `settings` may change while it is open. */
export const openAudit = (settings: { readonly config: ResolvedConfig }, log: AuditedLog): AuditLog =>
  new AuditLog({
    settings: () => auditSettings(settings.config),
    log,
    ...(log.concealed && { concealed: log.concealed }),
  })

export const auditSettings = ({
  audit,
  data_dir,
  mode,
  memory_enterprise: { encryption_key },
}: ResolvedConfig): AuditSettings => ({
  // Where memories are kept in memory only, nothing of them is written either, unless somebody says where.
  enabled: audit.enabled && (mode !== 'on_demand' || audit.path !== undefined),
  path: resolve(data_dir, audit.path ?? join('audit', 'audit.jsonl')),
  maxSize: audit.max_size,
  files: audit.files,
  fsync: audit.fsync,
  queries: audit.queries === 'auto' ? (encryption_key === undefined ? 'text' : 'hash') : audit.queries,
})
