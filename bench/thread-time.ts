import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

/** A clock of the page's main thread: milliseconds that it has worked so far. */
export const mainThreadOf = async (page: Page): Promise<() => Promise<number>> => {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN) * 1000
  }
}

/** Milliseconds that all threads of a process have worked so far, by Linux, which counts hundredths of a second. */
export const processTime = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] as string
  const [user = 0, system = 0] = stat.split(' ').slice(11, 13).map(Number)
  return (user + system) * 10
}
