import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { AppError, isAppError } from '#contract/errors'
import type { Reach } from '#contract/reach'
import { nobodyToAsk, Permits, type Person } from './permits.ts'
import { printable } from './printable.ts'
import { TerminalCodes } from './terminal-codes.ts'

const folder = mkdtempSync(join(tmpdir(), 'soma-reach-'))
afterAll(() => rmSync(folder, { recursive: true }))

const OLLAMA: Reach = { use: 'embedder', name: 'http://localhost:11434' }
const EVIL: Reach = { use: 'embedder', name: 'https://evil.invalid' }
const page = { client: 'app' }
const codeOf = (work: unknown): unknown => (isAppError(work) ? work.code : work)
const refusal = (work: Promise<unknown>): Promise<unknown> => work.then(() => 'allowed', codeOf)
const thrown = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

describe('what may be named', () => {
  const asked: Reach[][] = []
  const person = (says: boolean): Person => ({
    ask: async (places) => {
      asked.push([...places])
      if (!says) throw new AppError('reach/refused', { places: [...places] })
    },
  })

  test('is asked about once, for each use of its own, and kept for this user alone', async () => {
    const first = new Permits(folder, person(true))
    await first.allow([OLLAMA], [], page)
    await first.allow([OLLAMA], [], page)
    await new Permits(folder, person(true)).allow([OLLAMA, { ...OLLAMA, use: 'adviser' }], [], page)
    expect(asked).toEqual([[OLLAMA], [{ ...OLLAMA, use: 'adviser' }]])
    const file = join(folder, 'allowed-places.json')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveLength(2)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('is what settings name already, and what a command line names', async () => {
    asked.length = 0
    const permits = new Permits(null, person(false))
    await permits.allow([EVIL], [EVIL], page)
    await permits.allow([EVIL], [], { client: 'cli' })
    expect(asked).toEqual([])
    expect(await refusal(permits.allow([EVIL], [OLLAMA], page))).toBe('reach/refused')
    expect(await refusal(permits.allow([EVIL], [OLLAMA], page))).toBe('reach/refused')
    expect(asked).toEqual([[EVIL], [EVIL]])
  })

  test('is nothing new for a program with the token, which nobody is asked about', async () => {
    asked.length = 0
    for (const client of ['api', 'mcp', 'an agent', 'App', ''])
      expect(await refusal(new Permits(null, person(true)).allow([EVIL], [], { client }))).toBe(
        'reach/refused',
      )
    expect(asked).toEqual([])
    expect(await refusal(new Permits(null, nobodyToAsk).allow([EVIL], [], page))).toBe('reach/refused')
  })
})

describe('a code in the terminal', () => {
  let printed = ''
  let now = 0
  let next = 0
  const codes = new TerminalCodes({
    print: (text) => {
      printed += text
    },
    now: () => now,
    newCode: () => `ABCDEFG${'HJKMNPQRSTUV'[next++ % 12]}`,
  })
  const begun = async (places: readonly Reach[]): Promise<string> => {
    const error = await codes.ask(places).catch((refused: unknown) => refused)
    if (!isAppError(error) || error.code !== 'reach/unconfirmed') throw error
    return (error.data as { id: string }).id
  }

  test('allows what was asked for, however it is typed, and once', async () => {
    const permits = new Permits(null, codes)
    expect(await refusal(permits.allow([OLLAMA], [], page))).toBe('reach/unconfirmed')
    expect(printed).toContain('http://localhost:11434: texts of memories are sent there')
    expect(printed).toContain('ABCD-EFGH')
    const id = await begun([OLLAMA])
    permits.confirm(id, ' abcd efgh')
    await permits.allow([OLLAMA], [], page)
    expect(await refusal(permits.allow([EVIL], [], page))).toBe('reach/unconfirmed')
    expect(codeOf(thrown(() => permits.confirm(id, 'ABCDEFGH')))).toBe('reach/code-wrong')
  })

  test('is not found by trying, and not asked for twice by asking again', async () => {
    printed = ''
    const places = [{ ...EVIL, name: 'https://other.invalid' }]
    const id = await begun(places)
    expect(await begun(places)).toBe(id)
    expect(printed.match(/type this code/g)).toHaveLength(1)
    const left = [...'12345678'].map((sign) => {
      const error = thrown(() => codes.take(id, sign.repeat(8)))
      return isAppError(error) ? (error.data as { left: number }).left : error
    })
    expect(left).toEqual([4, 3, 2, 1, 0, 0, 0, 0])
    const code = /([A-Z2-9]{4})-([A-Z2-9]{4})/.exec(printed)
    expect(codeOf(thrown(() => codes.take(id, `${code?.[1]}${code?.[2]}`)))).toBe('reach/code-wrong')
  })

  test('grows old, and gives way to later ones', async () => {
    const old = await begun([{ use: 'folder', name: '/old' }])
    now += 601
    expect(codeOf(thrown(() => codes.take(old, 'ABCDEFGK')))).toBe('reach/code-wrong')
    const first = await begun([{ use: 'folder', name: '/first' }])
    for (let i = 0; i < 8; i++) await begun([{ use: 'folder', name: `/${i}` }])
    expect(codeOf(thrown(() => codes.take(first, 'ABCDEFGL')))).toBe('reach/code-wrong')
  })

  test('shows a name that would write over what stands beside it as what it is', () => {
    expect(printable('/a\u001b[2K\r/b')).toBe('/a\\u{1b}[2K\\u{d}/b')
    expect(printable('https://\u202emoc.elgoog')).toBe('https://\\u{202e}moc.elgoog')
    expect(printable(`https://${'x'.repeat(5000)}.evil.invalid`)).toMatch(
      /^https:.{130,}….{130,}evil\.invalid$/,
    )
  })
})
