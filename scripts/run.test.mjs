import { describe, expect, it } from 'vitest'
import { capture, environmentFor, environmentOfProgram, run } from './run.mjs'

const place = { cwd: process.cwd() }
const node = process.execPath

describe('run', () => {
  it('gives the exit code', async () => {
    expect(await run(node, ['-e', 'process.exit(7)'], place)).toBe(7)
  })

  it('gives 128 and the number of a signal that the command died of', async () => {
    expect(await run(node, ['-e', 'process.kill(process.pid, "SIGKILL")'], place)).toBe(137)
  })

  it('fails when there is no such command', async () => {
    await expect(run('/not/there', [], place)).rejects.toThrow('ENOENT')
  })
})

describe('capture', () => {
  it('keeps what the command says on both of its outputs', async () => {
    const { code, output } = await capture(node, ['-e', 'console.log("one"); console.error("two")'], place)
    expect(code).toBe(0)
    expect(output.split('\n').sort()).toEqual(['', 'one', 'two'])
  })

  it('ends a command, and what that started, at the time limit', async () => {
    const child =
      'require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" })'
    const { code, timedOut } = await capture(node, ['-e', `${child}; setInterval(() => {}, 1000)`], {
      ...place,
      limitMs: 300,
    })
    expect(timedOut).toBe(true)
    expect(code).not.toBe(0)
  })
})

describe('a signal', () => {
  it.runIf(process.platform !== 'win32')('ends the command before the process that runs it', async () => {
    // The inner one takes its time to end; the outer one must still be there when it says so.
    const inner =
      'process.on("SIGTERM", () => setTimeout(() => { console.log("inner ends"); process.exit() }, 200)); console.log("ready"); setInterval(() => {}, 1000)'
    const outer = `
      import { capture } from ${JSON.stringify(new URL('run.mjs', import.meta.url).href)}
      process.on('exit', () => console.log('outer ends'))
      const onOutput = (text) => text.includes('ready') ? process.kill(process.pid, 'SIGTERM') : console.log(text.trim())
      await capture(process.execPath, ['-e', ${JSON.stringify(inner)}], { cwd: '/', onOutput })`
    const { output } = await capture(node, ['--input-type=module', '-e', outer], place)
    expect(output.split('\n')[0]).toBe('inner ends')
  })
})

describe('environmentFor', () => {
  it('puts the folder of the Node first, however PATH is spelled', () => {
    expect(environmentFor('/new/node', { Path: '/old', A: '1' })).toEqual({ Path: '/new:/old', A: '1' })
    expect(environmentFor('/new/node', {})).toEqual({ PATH: '/new' })
  })
})

it('keeps what Node compiled of the program beside it, unless somebody says where', () => {
  expect(environmentOfProgram(node, '/soma', {}).NODE_COMPILE_CACHE).toMatch(/soma.\.cache.compiled$/)
  expect(environmentOfProgram(node, '/soma', { NODE_COMPILE_CACHE: '/x' }).NODE_COMPILE_CACHE).toBe('/x')
})
