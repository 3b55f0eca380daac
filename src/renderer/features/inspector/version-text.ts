import type { MemoryVersion } from '#contract/memory'
import { formatJson } from '../../ui/format-json.ts'
import { formatDateTime } from '../../ui/format-time.ts'

/** All of a version as lines, so that one comparison shows a change of any of it. */
export const versionText = (version: MemoryVersion): string =>
  [
    `type: ${version.type}`,
    `importance: ${version.importance}`,
    `time: ${version.timestamp === null ? 'none' : formatDateTime(version.timestamp)}`,
    `pinned: ${version.pinned ? 'yes' : 'no'}`,
    `in the bin: ${version.deleted ? 'yes' : 'no'}`,
    formatJson(version.payload),
    '',
  ].join('\n')
