import type { Recording } from '#contract/activity'
import type { SomaClient } from '#contract/index'
import { saveAs } from '../../ui/save-as.ts'

const PAGE = 500
/** Entries that one file holds. */
const MOST = 20_000

/** What a recording has, oldest first, a JSON object a line. */
export const exportRecording = async (
  client: SomaClient,
  { name, from, until }: Pick<Recording, 'name' | 'from' | 'until'>,
): Promise<number> => {
  const lines: string[] = []
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<SomaClient['activity']['page']>> = await client.activity.page({
      until,
      limit: PAGE,
      ...(after !== null && { after }),
    })
    const inside = page.entries.filter(({ at }) => at >= from)
    lines.push(...inside.map((entry) => JSON.stringify(entry)))
    after = page.next
    const isBefore = inside.length < page.entries.length
    if (isBefore || after === null || lines.length >= MOST) break
  }
  const text = lines.slice(0, MOST).reverse().join('\n')
  saveAs(
    new Blob([`${text}\n`], { type: 'application/x-ndjson' }),
    `${name.replaceAll(/[^\w.-]+/g, '-')}.jsonl`,
  )
  return Math.min(MOST, lines.length)
}
