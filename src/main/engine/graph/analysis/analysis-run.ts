import type { AnalysisProgress, AnalysisSummary } from '../../graph-ports.ts'

type Work = (
  signal: AbortSignal,
  onProgress: (progress: AnalysisProgress) => void,
) => Promise<AnalysisSummary>

/** One analysis under way, which any number of callers wait for. When the last of them leaves, it is given up. */
export class AnalysisRun {
  readonly result: Promise<AnalysisSummary>
  readonly #aborter = new AbortController()
  #users = 0
  #progress: AnalysisProgress | null = null
  #isOver = false
  #wake = (): void => {}

  constructor(work: Work, onOver: () => void) {
    const onProgress = (progress: AnalysisProgress): void => {
      this.#progress = progress
      this.#wake()
    }
    this.result = work(this.#aborter.signal, onProgress).finally(() => {
      this.#isOver = true
      onOver()
      this.#wake()
    })
    // Who waits for it gets its error; where nobody does any more, it was given up.
    this.result.catch(() => {})
  }

  get isGivenUp(): boolean {
    return this.#aborter.signal.aborted
  }

  async wait(): Promise<AnalysisSummary> {
    this.#users++
    try {
      return await this.result
    } finally {
      this.#leave()
    }
  }

  /** How far it is, each time that it is further, until it is over or the signal is aborted. */
  async *watch(signal: AbortSignal): AsyncGenerator<AnalysisProgress> {
    this.#users++
    let told: AnalysisProgress | null = null
    try {
      while (!this.#isOver) {
        signal.throwIfAborted()
        if (this.#progress === null || this.#progress === told) await this.#change(signal)
        else {
          told = this.#progress
          yield told
        }
      }
    } finally {
      this.#leave()
    }
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const before = this.#wake
      const wake = (): void => {
        signal.removeEventListener('abort', wake)
        before()
        resolve()
      }
      this.#wake = wake
      signal.addEventListener('abort', wake)
    })
  }

  #leave(): void {
    this.#users--
    if (this.#users === 0 && !this.#isOver) this.#aborter.abort(new Error('nobody waits for the analysis'))
  }
}
