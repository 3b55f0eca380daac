import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

/** Every call of a message while a file is read: its text would stay in the language of that moment. */
const early: string[] = []

vi.mock('./words.ts', () => ({
  wordsOf: (feature: string) =>
    Object.assign(
      (key: string) => {
        early.push(`${feature}/${key}`)
        return key
      },
      { rich: (key: string) => early.push(`${feature}/${key}`) },
    ),
}))

const files = import.meta.glob([
  '../{api,commands,features,filters,graph-view,ui,bulk-link,memory-picker,workspace}/**/*.{ts,tsx}',
  '!**/*.test.{ts,tsx}',
  '!**/*worker*.ts',
])

describe('a file', () => {
  beforeAll(() => {
    const none = () => {}
    vi.stubGlobal('window', {
      location: { hash: '', pathname: '/' },
      history: { replaceState: none, pushState: none },
      localStorage: { getItem: () => null, setItem: none },
      addEventListener: none,
      matchMedia: () => ({ matches: false, addEventListener: none }),
    })
    vi.stubGlobal('localStorage', { getItem: () => null, setItem: none })
    vi.stubGlobal('WebGLRenderingContext', {})
    vi.stubGlobal('WebGL2RenderingContext', {})
  })
  afterAll(() => {
    vi.unstubAllGlobals()
  })

  it('does not ask for a text while it is read', async () => {
    const failed: string[] = []
    for (const [path, load] of Object.entries(files))
      await load().catch((error) => failed.push(`${path}: ${String(error)}`))
    expect(failed).toEqual([])
    expect(early).toEqual([])
  })
})
