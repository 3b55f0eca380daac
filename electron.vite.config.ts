import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { normalizePath, type Plugin } from 'vite'
import packageJson from './package.json' with { type: 'json' }
import { desktopOutline, outline } from './src/contract/outline.ts'
import { contentSecurityPolicy } from './src/main/hosts/content-security-policy.ts'

const at = (path: string): string => resolve(import.meta.dirname, path)

/** The policy's one place is the host's; a page from file:// needs it inside. The dev server cannot work under it. */
const addContentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  },
}

const bundled = Object.keys(packageJson.dependencies).filter((name) => name !== 'better-sqlite3')

/** Asked for with the page: found only where text is laid out, it would come after the first paint, which then jumps. */
const preloadFont: Plugin = {
  name: 'preload-font',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) => {
      const font = Object.keys(bundle).find((file) => /inter-latin-opsz-normal-[^/]*\.woff2$/.test(file))
      if (font === undefined) throw new Error('the font of the first paint has another name')
      const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `./${font}` }
      return [{ tag: 'link', attrs, injectTo: 'head' }]
    },
  },
}

const outlineFile = normalizePath(at('src/contract/outline.ts'))

/** The page gets what the contract's outline is, and not what makes it: the schemas are looked at by the host. */
const outlineAsValues: Plugin = {
  name: 'outline-as-values',
  apply: 'build',
  load: (id) =>
    id === outlineFile
      ? Object.entries({ outline, desktopOutline })
          .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`)
          .join('\n')
      : null,
}

export default defineConfig({
  main: {
    build: {
      // All that is JavaScript goes into the bundles: one file is read sooner than a thousand, and the packed app carries no more
      // of a package than is used. The driver of SQLite is a file that the system opens.
      externalizeDeps: { exclude: bundled },
      license: { fileName: 'licences.md' },
      sourcemap: true,
      rollupOptions: {
        input: {
          index: at('src/main/index.ts'),
          cli: at('src/main/hosts/cli/main.ts'),
          'store-worker': at('src/main/workers/store-worker.ts'),
          'vector-worker': at('src/main/workers/vector-worker.ts'),
          'embedder-worker': at('src/main/workers/embedder-worker.ts'),
          'graph-worker': at('src/main/workers/graph-worker.ts'),
          'import-worker': at('src/main/workers/import-worker.ts'),
          'move-worker': at('src/main/workers/move-worker.ts'),
          'qdrant-worker': at('src/main/workers/qdrant-worker.ts'),
          'job-worker': at('src/main/workers/job-worker.ts'),
          'trial-worker': at('src/main/workers/trial-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      sourcemap: true,
      rollupOptions: {
        input: at('src/preload/index.ts'),
        // A sandboxed preload is not a module.
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react(), outlineAsValues, preloadFont, addContentSecurityPolicy],
    build: {
      license: { fileName: 'licences.md' },
      sourcemap: true,
      minify: true,
      // An inlined font or image would be a data: address, which the policy allows for images only.
      assetsInlineLimit: 0,
      rollupOptions: {
        input: at('src/renderer/index.html'),
        // What the first paint needs is one file with one style sheet, and what two later screens share another: each file costs a
        // round trip, and those that a file asks for come after it.
        output: {
          codeSplitting: {
            groups: [
              {
                name: 'start',
                test: /renderer[\\/](main|features[\\/]recall[\\/]recall-screen)\.tsx$/,
                priority: 1,
              },
              { name: 'shared', minShareCount: 2, maxModuleSize: 100_000 },
            ],
          },
        },
      },
    },
  },
})
