import { wordsOf } from '../words/words.ts'

const t = wordsOf('shell')

/** A file of a part of the page could not be had: who serves it is gone, or has other ones by now. What the line is like, the status bar says. */
export class NotLoaded extends Error {
  override readonly name = 'NotLoaded'

  constructor(cause: unknown) {
    super(t('itsFilesNotRead'), { cause })
  }
}

/**
 * A file that could not be read once is not asked for again by the same page, so it begins anew; but only where there is
 * one to begin with, as else the window would be lost.
 */
export const beginAnew = async (): Promise<void> => {
  const isServed = window.location.protocol.startsWith('http')
  const isThere =
    !isServed ||
    (await fetch('/session', { cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    ))
  if (isThere) window.location.reload()
}
