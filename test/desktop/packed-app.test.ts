import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { listPackage, statFile } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { programFiles } from '#hosts/program-files'
import { launchDesktop } from '../electron-stand-in/launch.ts'
import { appPage } from '../journeys/app-page.ts'
import { type PackedApp, packApp } from './packed-app.ts'

// With these fuses real Electron takes no --inspect, which Playwright needs: what is packed runs in the stand-in only.
const canPack = process.platform === 'linux' && process.arch === 'x64'
if (!canPack) console.log('Skipped: the packed app. The stand-in is packed on Linux x64 only.')

const MIB = 2 ** 20
const run = promisify(execFile)

describe.runIf(canPack)('the packed app', () => {
  let app: PackedApp
  let dataDir: string
  beforeAll(async () => {
    app = await packApp()
    dataDir = await mkdtemp(join(tmpdir(), 'soma-packed-data-'))
  })
  afterAll(async () => {
    await app?.remove()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  const files = (): { readonly path: string; readonly size: number; readonly unpacked: boolean }[] =>
    listPackage(app.archive, { isPack: false })
      .map((path) => path.slice(1))
      .flatMap((path) => {
        const stat = statFile(app.archive, path, false)
        return 'size' in stat ? [{ path, size: stat.size, unpacked: stat.unpacked === true }] : []
      })

  test('has all that the program names, and nothing that only builds or tests it', () => {
    const paths = files().map(({ path }) => path)
    const { transformers, renderer, ...named } = programFiles('/')
    expect(paths).toEqual(expect.arrayContaining(Object.values(named).map((path) => relative('/', path))))
    expect(paths).toEqual(
      expect.arrayContaining([
        'package.json',
        'LICENSE',
        'THIRD-PARTY-NOTICES.md',
        'out/main/index.js',
        'out/main/cli.js',
        'out/main/licences.md',
        `${relative('/', renderer)}/index.html`,
        `${relative('/', renderer)}/licences.md`,
      ]),
    )
    // Installed by who wants it, into the data folder's neighbour; never part of the app.
    expect(paths.some((path) => path.startsWith(relative('/', transformers)))).toBe(false)
    const expected =
      /^(package\.json|LICENSE|THIRD-PARTY-NOTICES\.md|out\/main\/(chunks\/)?[\w-]+\.js|out\/(main|renderer)\/licences\.md|out\/preload\/index\.cjs|out\/renderer\/index\.html|out\/renderer\/assets\/[\w.-]+\.(js|css|svg|woff2)|assets\/embedder\/static-en\.bin|assets\/sample\/(NOTICE|security-review\.json\.gz)|node_modules\/better-sqlite3\/(package\.json|LICENSE|lib\/[\w/-]+\.js|prebuilds\/linux-x64\.node))$/
    expect(paths.filter((path) => !expected.test(path))).toEqual([])
  })

  test('is of a size', () => {
    const total = files().reduce((sum, { size }) => sum + size, 0)
    expect(total / MIB).toBeGreaterThan(12)
    expect(total / MIB).toBeLessThan(26)
  })

  test('has one file outside its archive: the driver that the system opens', () => {
    const folder = `${app.archive}.unpacked`
    const outside = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    expect(outside).toEqual(['node_modules/better-sqlite3/prebuilds/linux-x64.node'])
    expect(files().filter(({ unpacked }) => unpacked)).toHaveLength(1)
  })

  test('has its fuses set: no plain Node, no options from outside, no debugger, only its own archive', async () => {
    const wire = await getCurrentFuseWire(app.executable)
    const isOn = (fuse: FuseV1Options) => String.fromCharCode(wire[fuse] as number) === '1'
    expect({
      runAsNode: isOn(FuseV1Options.RunAsNode),
      nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
      cookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
      asarIntegrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyFromAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
      filePrivileges: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      nodeOptions: false,
      inspect: false,
      cookieEncryption: true,
      asarIntegrity: true,
      onlyFromAsar: true,
      filePrivileges: false,
    })
  })

  test('opens from its archive and finds something in the sample', async () => {
    const runtime = { name: 'packed stand-in', executable: app.executable }
    const {
      app: running,
      window,
      close,
    } = await launchDesktop({
      runtime,
      args: [`--data=${dataDir}`],
      // As the file starts that holds an AppImage, which can replace itself.
      env: { APPIMAGE: '/nowhere/soma.AppImage' },
    })
    try {
      expect(await running.evaluate((electron) => electron.app.isPackaged)).toBe(true)
      await window.getByRole('textbox', { name: 'Query' }).fill('reads memory after it was freed')
      await window.getByRole('grid', { name: 'Results' }).getByRole('row').first().waitFor()
      await appPage(window).goTo('Settings')
      await window.getByText('Nobody is asked for a newer version until you say so.').waitFor()
      await window.getByRole('button', { name: 'Check for updates', exact: true }).click()
      // It goes by Electron's own network, which the stand-in does not have.
      await window.getByText('Not checked').waitFor()
    } finally {
      await close()
    }
  })

  test('is the command soma too, with arguments that Chromium would take for its own', async () => {
    const soma = join(app.folder, 'resources/bin/soma')
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect((await run(soma, ['--version'])).stdout.trim()).toBe(version)
    const args = [
      '--data',
      dataDir,
      '--namespace',
      'security-review',
      'recall',
      '--query',
      'freed memory',
      '--top-k',
      '1',
    ]
    const { stdout } = await run(soma, [...args, '--type', 'semantic'])
    expect(JSON.parse(stdout)).toHaveLength(1)
    const refused = await run(soma, ['--data', dataDir, 'recall']).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--query') })
  })
})
