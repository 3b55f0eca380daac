import { BrowserWindow, dialog } from 'electron'
import { AppError } from '#contract/errors'
import type { Reach, ReachUse } from '#contract/reach'
import type { Person } from '#hosts/reach/permits'
import { printable } from '#hosts/reach/printable'
import type { NativeTexts } from './words/en.ts'

/** After a no nobody is asked for so long: a page must not get its yes by asking without end. */
const REST_MS = 10_000

const WHY = {
  embedder: 'whyEmbedder',
  model: 'whyModel',
  adviser: 'whyAdviser',
  traces: 'whyTraces',
  secret: 'whySecret',
  redis: 'whyRedis',
  qdrant: 'whyQdrant',
  folder: 'whyFolder',
  certificate: 'whyCertificate',
  origin: 'whyOrigin',
} as const satisfies Readonly<Record<ReachUse, keyof NativeTexts>>

/** Asks in a dialog of the system, which no page can answer or draw over. */
export class AskPerson implements Person {
  readonly #texts: () => NativeTexts
  readonly #now: () => number
  #asking: Promise<unknown> = Promise.resolve()
  #refusedAt = Number.NEGATIVE_INFINITY

  constructor(texts: () => NativeTexts, now = () => performance.now()) {
    this.#texts = texts
    this.#now = now
  }

  /** One question after the other. */
  ask(places: readonly Reach[]): Promise<void> {
    const mine = this.#asking.then(async () => {
      const isResting = this.#now() - this.#refusedAt < REST_MS
      if (!isResting && (await this.#isAllowed(places))) return
      if (!isResting) this.#refusedAt = this.#now()
      throw new AppError('reach/refused', { places: [...places] })
    })
    this.#asking = mine.catch(() => {})
    return mine
  }

  async #isAllowed(places: readonly Reach[]): Promise<boolean> {
    const texts = this.#texts()
    const named = places.map(({ use, name }) => `${printable(name)}\n${texts[WHY[use]]}`)
    const options = {
      type: 'warning' as const,
      message: texts.allowPlaces,
      detail: [...named, texts.ifYouDidNotAsk].join('\n\n'),
      buttons: [texts.doNotAllow, texts.allow],
      // Whoever types on while it comes up says no.
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    }
    const window = BrowserWindow.getFocusedWindow()
    const { response } = await (window
      ? dialog.showMessageBox(window, options)
      : dialog.showMessageBox(options))
    return response === 1
  }
}
