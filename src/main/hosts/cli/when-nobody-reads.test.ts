import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('a command whose reader has had enough ends without a word', async () => {
  const file = JSON.stringify(join(import.meta.dirname, 'when-nobody-reads.ts'))
  const script = `
    const { whenNobodyReads } = await import(${file})
    whenNobodyReads(process.stdout, (code) => process.exit(code))
    setInterval(() => process.stdout.write('x'.repeat(100_000)), 1)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script])
  let told = ''
  child.stderr.on('data', (text) => {
    told += String(text)
  })
  await once(child.stdout, 'data')
  child.stdout.destroy()
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(told).toBe('')
})
