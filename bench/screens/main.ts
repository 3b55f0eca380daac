import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { ROOT } from '../../test/journeys/edition.ts'
import { DATA, type Data } from './folders.ts'
import { sizeOfPictures, writeIndexPage } from './index-page.ts'
import { closeMemory, openBrowser, openWindow, startHost, startOver } from './open-pictured.ts'
import { PARTS, withoutInspector } from './parts.ts'
import { inPixels, inPoints, type Theme, takePicture } from './picture.ts'
import { SCREENS } from './screens.ts'
import type { Shot, Way } from './shot.ts'
import { STATES, type State, startServer } from './states.ts'

// A picture of every screen, in docs/screens: `npm run screens [-- --only recall,gate --size 1280x800 --data sample
// --theme dark --into FOLDER --anew]`; without the last, what looks as it did is left as it is. Screens are taken with all data in all sizes; their parts and dialogs once, with the sample; those that
// README shows in twice as many pixels.
const SIZES = ['1280x800', '1920x1080', '900x600'] as const
const README = 'readme'
const HEROES: readonly string[] = ['recall-search', 'graph-paths', 'tuning', 'graph', 'map']
const THEMES = ['light', 'dark'] as const
const FIRST = SIZES[0]
/** Below it a memory that is open leaves a screen too little room. */
const ROOMY = 1100

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    size: { type: 'string' },
    data: { type: 'string' },
    theme: { type: 'string' },
    anew: { type: 'boolean', default: false },
    into: { type: 'string', default: join(ROOT, 'docs/screens') },
  },
})

/** Of some, those that were asked for. */
const chosen = <T extends string>(
  all: readonly T[],
  asked: string | undefined,
  what: string,
): readonly T[] => {
  if (asked === undefined) return all
  const names = asked.split(',')
  const unknown = names.filter((name) => !all.includes(name as T))
  if (unknown.length > 0)
    throw new Error(`no ${what} is called ${unknown.join(', ')}; there are ${all.join(', ')}`)
  return all.filter((one) => names.includes(one))
}

const sizes = chosen([...SIZES, README], values.size, 'size')
const themes = chosen(THEMES, values.theme, 'theme')
const names = chosen(
  [...SCREENS, ...PARTS, ...STATES].map(({ name }) => name),
  values.only,
  'picture',
)

const isChosen = ({ name }: Pick<Shot, 'name'>): boolean => names.includes(name)
const sizeOf = (size: string) => {
  const [width = 0, height = 0] = size.split('x').map(Number)
  return { width, height }
}
const problems: string[] = []

interface How {
  readonly isAtWork?: boolean
  /** Where a screen has more pixels than points. */
  readonly isFine?: boolean
}

const inThemes = async (way: Way, file: string, { isAtWork = false, isFine = false }: How = {}) => {
  const cdp = await way.page.context().newCDPSession(way.page)
  const take = isFine ? inPixels(way.page, blank) : inPoints(cdp)
  for (const theme of themes as readonly Theme[]) {
    const picture = `${file}-${theme}.webp`
    const isStill = await takePicture(way.page, {
      take,
      file: join(values.into, picture),
      theme,
      blank: values.anew ? null : blank,
      isAtWork,
    })
    if (!isStill) problems.push(`${picture} did not come to rest`)
  }
  await cdp.detach()
}

/** What is wrong with one picture does not keep the others from being taken. */
const attempt = async (what: string, take: () => Promise<void>): Promise<void> => {
  await take().catch((error: unknown) => problems.push(`${what}: ${String(error).split('\n')[0]}`))
}

/** A screen is opened once and then made larger and smaller, as a window is. */
const screenInSizes = async (way: Way, shot: Shot): Promise<void> => {
  await startOver(way)
  await shot.open(way)
  for (const size of sizes.filter((one) => one !== README)) {
    await way.page.setViewportSize(sizeOf(size))
    if (sizeOf(size).width < ROOMY) await closeMemory(way)
    await inThemes(way, join(size, way.data, shot.name))
  }
  await way.page.setViewportSize(sizeOf(FIRST))
}

const byItself = async (way: Way, shot: Shot, folder: string, how: How = {}): Promise<void> => {
  await way.page.reload()
  await startOver(way)
  await shot.open(way)
  await inThemes(way, join(folder, shot.name), how)
}

const forReadme = async (browser: Browser, url: string): Promise<void> => {
  const { way, close } = await openWindow(browser, { url, data: 'sample', ...sizeOf(FIRST), scale: 2 })
  for (const shot of [...SCREENS, ...PARTS].filter(({ name }) => HEROES.includes(name)).filter(isChosen)) {
    await attempt(`${README}, ${shot.name}`, () =>
      byItself(way, SCREENS.includes(shot) ? { ...shot, open: withoutInspector(shot.open) } : shot, README, {
        isFine: true,
      }),
    )
  }
  await close()
}

/** Those of one host, each on a page that begins anew. */
const takeStates = async (browser: Browser, states: readonly State[]): Promise<void> => {
  const [first] = states
  if (first === undefined) return
  const killServer = startServer(first)
  const host = await startHost('sample', first.host)
  const opened = await openWindow(browser, { url: host.url, data: 'sample', ...sizeOf(FIRST) })
  const { delayAnswers } = opened
  const way = { ...opened.way, delayAnswers, killHost: host.kill, killServer, printed: host.printed }
  for (const { name, title, open, isAtWork = false } of states) {
    await attempt(name, () =>
      byItself(way, { name, title, open: () => open(way) }, join(FIRST, 'sample'), { isAtWork }),
    )
  }
  await opened.close()
  await host.stop()
  killServer()
}

const takeAll = async (browser: Browser, url: string, data: Data): Promise<void> => {
  const { way, close } = await openWindow(browser, { url, data, ...sizeOf(FIRST) })
  const isSized = sizes.some((size) => size !== README)
  for (const shot of isSized ? SCREENS.filter(isChosen) : []) {
    await attempt(`${data}, ${shot.name}`, () => screenInSizes(way, shot))
  }
  if (data === 'sample' && sizes.includes(FIRST)) {
    for (const shot of PARTS.filter(isChosen)) {
      await attempt(shot.name, () => byItself(way, shot, join(FIRST, data)))
    }
  }
  await close()
  if (data === 'sample' && sizes.includes(README)) await forReadme(browser, url)
}

const started = performance.now()
const browser = await openBrowser()
const blank = await browser.newPage()
for (const data of chosen(DATA, values.data, 'data')) {
  const host = await startHost(data)
  await takeAll(browser, host.url, data).finally(() => host.stop())
  if (data === 'sample' && sizes.includes(FIRST)) {
    const states = STATES.filter(isChosen)
    const own = states.filter(({ host }) => host !== undefined)
    await takeStates(
      browser,
      states.filter(({ host }) => host === undefined),
    )
    for (const state of own) await attempt(state.name, () => takeStates(browser, [state]))
  }
  console.log(`${data}: ${((performance.now() - started) / 1000).toFixed(0)} s so far`)
}
await browser.close()
writeIndexPage(values.into, SIZES)
const { count, bytes } = sizeOfPictures(values.into)
console.log(
  `${count} pictures, ${(bytes / 1e6).toFixed(1)} MB, in ${((performance.now() - started) / 1000).toFixed(0)} s at load ${loadavg()[0]?.toFixed(1)}`,
)
for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0
