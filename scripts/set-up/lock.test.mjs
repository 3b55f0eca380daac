import { existsSync, readFileSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { capture } from '../run.mjs'
import { makeTempFolder } from '../temp-folder.mjs'
import { withLock } from './lock.mjs'

describe('withLock', () => {
  it('lets one task run after the other, and says that it waits', async () => {
    using folder = makeTempFolder()
    const file = join(folder.path, 'deep/lock')
    /** @type {string[]} */
    const events = []
    const task = (/** @type {string} */ name) => () =>
      withLock({ file, pollMs: 1, onWait: () => events.push('waits') }, async () => {
        events.push(`${name} begins`)
        await new Promise((resolve) => setImmediate(resolve))
        events.push(`${name} ends`)
      })
    await Promise.all([task('first')(), task('second')()])
    expect(events).toEqual(['first begins', 'waits', 'first ends', 'second begins', 'second ends'])
    expect(existsSync(file)).toBe(false)
  })

  it('goes on after a task that failed, and hands on its failure', async () => {
    using folder = makeTempFolder()
    const file = join(folder.path, 'lock')
    await expect(withLock({ file }, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await withLock({ file }, async () => 'done')).toBe('done')
  })

  it('takes over from a process that died', async () => {
    const { output: deadPid } = await capture(process.execPath, ['-p', 'process.pid'], { cwd: '/' })
    using folder = makeTempFolder({ lock: `${deadPid.trim()} token` })
    expect(await withLock({ file: join(folder.path, 'lock') }, async () => 'done')).toBe('done')
  })

  it('waits for a process that a dead holder left behind', async () => {
    const { output: deadPid } = await capture(process.execPath, ['-p', 'process.pid'], { cwd: '/' })
    using folder = makeTempFolder({ lock: `${deadPid.trim()} token\n${process.pid}` })
    const file = join(folder.path, 'lock')
    let waits = false
    const onWait = () => {
      waits = true
      rmSync(file)
    }
    await withLock({ file, onWait, pollMs: 1 }, async () => {})
    expect(waits).toBe(true)
  })

  it('names the processes that its task started', async () => {
    using folder = makeTempFolder()
    const file = join(folder.path, 'lock')
    await withLock({ file }, async (alsoHeldBy) => {
      alsoHeldBy(4711)
      expect(readFileSync(file, 'utf8').split('\n').slice(1)).toEqual(['4711'])
    })
    expect(existsSync(file)).toBe(false)
  })

  it('takes over a lock that is too old to be true', async () => {
    using folder = makeTempFolder({ lock: `${process.pid} token` })
    const file = join(folder.path, 'lock')
    utimesSync(file, new Date(0), new Date(0))
    expect(await withLock({ file }, async () => 'done')).toBe('done')
  })

  it('keeps many processes apart', async () => {
    using folder = makeTempFolder({ count: '0' })
    const script = `
      import { readFileSync, writeFileSync } from 'node:fs'
      import { withLock } from ${JSON.stringify(new URL('lock.mjs', import.meta.url).href)}
      for (let i = 0; i < 20; i++) await withLock({ file: 'lock', pollMs: 1 }, async () => {
        const count = Number(readFileSync('count', 'utf8'))
        await new Promise((resolve) => setImmediate(resolve))
        writeFileSync('count', String(count + 1))
      })`
    const args = ['--input-type=module', '-e', script]
    const runs = await Promise.all([1, 2, 3].map(() => capture(process.execPath, args, { cwd: folder.path })))
    expect(runs.map(({ output }) => output).join('')).toBe('')
    expect(readFileSync(join(folder.path, 'count'), 'utf8')).toBe('60')
  })
})
