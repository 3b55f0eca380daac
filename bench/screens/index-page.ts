import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DATA, type Data } from './folders.ts'
import { PARTS } from './parts.ts'
import { SCREENS } from './screens.ts'
import type { Shot } from './shot.ts'
import { STATES } from './states.ts'

const HEADINGS: Readonly<Record<Data, string>> = {
  empty: 'no memories',
  sample: 'the sample',
  '100k': '100,000 memories',
}

const HEAD = `# Every screen

Made by \`npm run screens\`, which also wrote this page. The memories, the search, the graph and what is measured are the
program's own; the clock stands still, the story of an agent's morning is written in [bench/screens/story.ts](../../bench/screens/story.ts), and the
hour of figures that Metrics draws is made up, as nobody waits an hour for a picture. Other work ran beside it, which the times of
searches show.
`

/** Writes what a person finds the pictures by. */
export const writeIndexPage = (folder: string, sizes: readonly string[]): void => {
  const sections = sizes.flatMap((size) =>
    DATA.map((data) => table(folder, { size, data, shots: [...SCREENS, ...PARTS, ...STATES] })),
  )
  writeFileSync(join(folder, 'README.md'), `${[HEAD.trim(), ...sections.filter(Boolean)].join('\n\n')}\n`)
}

const table = (
  folder: string,
  {
    size,
    data,
    shots,
  }: { readonly size: string; readonly data: Data; readonly shots: readonly Pick<Shot, 'name' | 'title'>[] },
): string => {
  const place = `${size}/${data}`
  const rows = shots
    .filter(({ name }) => existsSync(join(folder, place, `${name}-light.webp`)))
    .map(
      ({ name, title }) =>
        `| ${title} | ![](${place}/${name}-light.webp) | ![](${place}/${name}-dark.webp) |`,
    )
  if (rows.length === 0) return ''
  return [`## ${size}, ${HEADINGS[data]}`, '', '| | Light | Dark |', '| --- | --- | --- |', ...rows].join(
    '\n',
  )
}

/** How many pictures there are, and how many bytes. */
export const sizeOfPictures = (folder: string): { readonly count: number; readonly bytes: number } => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.webp'),
  )
  return {
    count: files.length,
    bytes: files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0),
  }
}
