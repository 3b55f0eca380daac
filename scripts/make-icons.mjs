import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { isMain, runMain } from './main.mjs'
import { root } from './root.mjs'

/**
 * `node scripts/make-icons.mjs`: the icons of the packed app, from the one drawing in src/renderer/icon.svg. They are
 * kept in packaging/icons, so that packing needs no browser.
 */

const pngSizes = [16, 32, 48, 64, 128, 256, 512, 1024]
/** What macOS calls the picture of each size. */
const icnsTypes = { 16: 'icp4', 32: 'icp5', 64: 'icp6', 128: 'ic07', 256: 'ic08', 512: 'ic09', 1024: 'ic10' }
const icoSizes = [16, 32, 48, 64, 128, 256]

/** macOS draws icons on a grid that leaves a tenth free on each side; the others fill the square. */
const macMargin = 100 / 1024

/**
 * Windows' container: a header, a directory of 16 bytes an entry, the pictures as PNG.
 * @param {readonly { size: number, png: Buffer }[]} pictures
 */
export function icoOf(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pictures.length, 4)
  let offset = header.length
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index
    // 256 does not fit into a byte and is written as 0.
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)])
}

/**
 * Apple's container: a name and a length of eight bytes before each picture, and before all.
 * @param {readonly { size: number, png: Buffer }[]} pictures
 */
export function icnsOf(pictures) {
  const parts = pictures.map(({ size, png }) =>
    chunk(icnsTypes[/** @type {keyof typeof icnsTypes} */ (size)], png),
  )
  return chunk('icns', Buffer.concat(parts))
}

/**
 * @param {string} name
 * @param {Buffer} content
 */
function chunk(name, content) {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([head, content])
}

/**
 * @param {string} svg
 * @param {{ sizes: readonly number[], margin: number }} options
 */
async function draw(svg, { sizes, margin }) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  const pictures = []
  for (const size of sizes) {
    const page = await browser.newPage({ viewport: { width: size, height: size } })
    const inner = size * (1 - 2 * margin)
    await page.setContent(
      `<style>body{margin:0}svg{position:absolute;left:${size * margin}px;top:${size * margin}px;width:${inner}px;height:${inner}px}</style>${svg}`,
    )
    pictures.push({ size, png: await page.screenshot({ omitBackground: true }) })
    await page.close()
  }
  await browser.close()
  return pictures
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    const folder = join(root, 'packaging/icons')
    const svg = readFileSync(join(root, 'src/renderer/icon.svg'), 'utf8')
    mkdirSync(folder, { recursive: true })
    const square = await draw(svg, { sizes: pngSizes, margin: 0 })
    for (const { size, png } of square) {
      if (size <= 512) writeFileSync(join(folder, `${size}x${size}.png`), png)
    }
    writeFileSync(join(folder, 'icon.ico'), icoOf(square.filter(({ size }) => icoSizes.includes(size))))
    const sizes = Object.keys(icnsTypes).map(Number)
    writeFileSync(join(folder, 'icon.icns'), icnsOf(await draw(svg, { sizes, margin: macMargin })))
    return 0
  })
}
