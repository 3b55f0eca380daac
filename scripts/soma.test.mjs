import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './root.mjs'
import { capture } from './run.mjs'
import { makeTempFolder } from './temp-folder.mjs'

describe('soma, installed as a package', () => {
  it('runs the command line without any set-up, with its arguments, folder and exit code', async () => {
    using folder = makeTempFolder({
      'package.json': { type: 'module' },
      'out/main/cli.js':
        'console.log(JSON.stringify([process.argv.slice(2), process.cwd()])); process.exitCode = 3',
      'elsewhere/file': '',
    })
    cpSync(join(root, 'scripts'), join(folder.path, 'scripts'), { recursive: true })
    const cwd = join(folder.path, 'elsewhere')
    const { code, output } = await capture(
      process.execPath,
      ['../scripts/soma.mjs', 'stats', '--json', 'a b'],
      { cwd },
    )
    expect(JSON.parse(output)).toEqual([['stats', '--json', 'a b'], cwd])
    expect(code).toBe(3)
  })
})
