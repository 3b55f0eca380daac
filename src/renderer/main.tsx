import '@fontsource-variable/inter/opsz.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './ui/base.css'
import './zod-without-compiler.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { DesktopContract } from '#contract/desktop'
import type { SomaContract } from '#contract/index'
import { desktopOutline, outline } from '#contract/outline'
import { connect, readErrorData } from '#rpc/connect'
import { App } from './app/app.tsx'
import { languageIsThere } from './app/language.ts'
import { firstScreenIsThere } from './app/screens.tsx'
import { openPort } from './transport/open-port.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

const line = openPort()
const client = connect<SomaContract & DesktopContract>({ ...outline, ...desktopOutline }, line.port)
const show = (): void =>
  createRoot(root).render(
    <StrictMode>
      <App client={client} desktop={line.edition === 'desktop' ? client.desktop : null} line={line} />
    </StrictMode>,
  )

/** Where something fails its file may be out of reach: it is there before. */
const AFTER_FIRST_PAINT_MS = 2000
const readWhatErrorsCarry = (): void => void readErrorData().catch(() => undefined)

// Not awaited here: that would make the bundler split what belongs together.
void Promise.all([languageIsThere(), firstScreenIsThere()]).then(() => {
  show()
  setTimeout(readWhatErrorsCarry, AFTER_FIRST_PAINT_MS)
})
