/**
 * `npm --prefix tools/kernels run build`: compiles fractal-kernel.ts to WebAssembly and writes it as a module, which
 * has the same bytes on every machine and carries the hash of its source; a unit test compares the two.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import asc from 'assemblyscript/asc'

const sourceFile = new URL('./fractal-kernel.ts', import.meta.url)
const builtFile = new URL('../../src/main/engine/fractal/kernel/simd-kernel.generated.ts', import.meta.url)

// A check-out may have other line ends.
const source = readFileSync(sourceFile, 'utf8').replaceAll('\r\n', '\n')

const options = [
  ['--runtime', 'stub'],
  ['--optimizeLevel', '3'],
  ['--enable', 'simd'],
  ['--enable', 'relaxed-simd'],
  ['--enable', 'threads'],
  ['--noAssert'],
  // No data, no allocator: the index lays out the memory itself, which may grow to the last of the 32 bit addresses
  // and is shared with the thread that builds.
  ['--importMemory'],
  ['--sharedMemory'],
  ['--initialMemory', '1'],
  ['--maximumMemory', '65536'],
].flat()

/** @type {Uint8Array | undefined} */
let binary
const { error, stderr } = await asc.main(
  ['fractal-kernel.ts', '--outFile', 'fractal-kernel.wasm', ...options],
  {
    readFile: (name) => (name === 'fractal-kernel.ts' ? source : null),
    writeFile: (_name, contents) => {
      binary = /** @type {Uint8Array} */ (contents)
    },
    listFiles: () => [],
  },
)
if (error || !binary) throw new Error(`fractal-kernel.ts does not compile: ${error?.message}\n${stderr}`)

const hash = createHash('sha256').update(source).digest('hex')
const lines = Buffer.from(binary)
  .toString('base64')
  .match(/.{1,100}/g)
  .map((line) => `  '${line}'`)
  .join(' +\n')
const text = `// Written by tools/kernels/build.mjs from tools/kernels/fractal-kernel.ts.

/** SHA-256 of the source, with line feeds at its line ends. */
export const sourceHash = '${hash}'

/** The WebAssembly module, ${binary.length} bytes, in base64. */
export const moduleBase64 =
${lines}
`
writeFileSync(builtFile, text)
console.log(`simd-kernel.generated.ts: ${binary.length} bytes of WebAssembly`)
