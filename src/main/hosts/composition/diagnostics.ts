import { arch, cpus, freemem, platform, release, totalmem } from 'node:os'
import type { AppState } from '#api/app'
import type { AuditedLog } from './open-audit.ts'

const MEBIBYTE = 1024 * 1024

interface Program {
  readonly edition: 'desktop' | 'browser'
  readonly version: string
  readonly log: AuditedLog
}

/** Versions, machine and log of this program. No host name, no user, no path. */
export const diagnosticsOf = ({ edition, version, log }: Program): AppState['diagnostics'] => ({
  facts: () => ({
    version,
    edition,
    platform: platform(),
    release: release(),
    arch: arch(),
    node: process.versions.node,
    electron: process.versions.electron ?? 'none',
    napi: process.versions.napi ?? 'none',
    cores: cpus().length,
    memoryMiB: Math.round(totalmem() / MEBIBYTE),
    freeMiB: Math.round(freemem() / MEBIBYTE),
    rssMiB: Math.round(process.memoryUsage.rss() / MEBIBYTE),
    uptimeSeconds: Math.round(process.uptime()),
  }),
  logTail: () => log.tail?.() ?? '',
  concealed: (text) => log.concealed?.(text) ?? text,
})
