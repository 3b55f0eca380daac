import type { Download, Page } from 'playwright-core'
import { expect } from 'vitest'

export interface SeenNode {
  readonly title: string
  /** In pixels of the page. */
  readonly x: number
  readonly y: number
  readonly radius: number
}

const NUMBER = '(-?[\\d.]+)'
const DOT = new RegExp(`<circle cx="${NUMBER}" cy="${NUMBER}" r="${NUMBER}"[^>]*><title>([^<]*)`, 'g')
const DIAMOND = new RegExp(
  `<polygon points="${NUMBER} ${NUMBER} ${NUMBER} ${NUMBER} [^"]*"[^>]*><title>([^<]*)`,
  'g',
)

const LINK = /<path [^>]*><title>([^<]*)/g

/** The graph as a person sees it. Where memories stand is read from the picture that the app saves of it. */
export const graphPage = (page: Page) => {
  const canvas = page.getByRole('application')
  const screen = page.getByRole('region', { name: 'Graph', exact: true })
  /** Until it is gone: the next one looks the same. */
  const closeSaved = async (): Promise<void> => {
    const saved = page.getByRole('listitem').filter({ hasText: 'Saved' })
    await saved.getByRole('button').last().click()
    await saved.waitFor({ state: 'detached' })
  }
  const save = async (label: string, nth: 'first' | 'last' = 'first'): Promise<Download> => {
    await screen.getByRole('button', { name: 'Files' }).click()
    const saved = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: label, exact: true })[nth]().click()
    const download = await saved
    // A toast would lie over the drawing.
    await closeSaved()
    return download
  }
  /** The picture as the page hands it to the browser: a desktop window has its own way to keep it. */
  const pictureText = async (): Promise<string> => {
    await page.evaluate(`{
      window.lastSaved = undefined
      window.makeAddress ??= URL.createObjectURL.bind(URL)
      URL.createObjectURL = (blob) => {
        window.lastSaved = blob.text()
        return window.makeAddress(blob)
      }
    }`)
    await screen.getByRole('button', { name: 'Files' }).click()
    await page.getByRole('menuitem', { name: 'SVG', exact: true }).click()
    await closeSaved()
    return await page.evaluate('window.lastSaved')
  }
  const nodes = async (): Promise<ReadonlyMap<string, SeenNode>> => {
    const svg = await pictureText()
    const box = await canvas.boundingBox()
    if (!box) throw new Error('There is no drawing.')
    const { x: left, y: top } = box
    const dots = [...svg.matchAll(DOT)].map(([, x, y, r, title]) => ({
      title: title ?? '',
      x: left + Number(x),
      y: top + Number(y),
      radius: Number(r),
    }))
    const diamonds = [...svg.matchAll(DIAMOND)].map(([, x, , right, y, title]) => ({
      title: title ?? '',
      x: left + Number(x),
      y: top + Number(y),
      radius: Number(right) - Number(x),
    }))
    return new Map([...dots, ...diamonds].map((node) => [node.title, node]))
  }
  return {
    canvas,
    screen,
    save,
    nodes,
    /** Resolves when nothing moves any more, the camera included. */
    rests: async (): Promise<void> => {
      let before = ''
      const isAsBefore = async (): Promise<boolean> => {
        const now = await pictureText()
        const isSame = now === before
        before = now
        return isSame
      }
      await expect.poll(isAsBefore).toBe(true)
    },
    /** Types of the links that are drawn. */
    linkTypes: async (): Promise<readonly string[]> =>
      [...(await pictureText()).matchAll(LINK)].map(([, type]) => type ?? ''),
    /** A node that is drawn. */
    node: async (title: string): Promise<SeenNode> => {
      const found = (await nodes()).get(title)
      if (!found) throw new Error(`${title} is not drawn.`)
      return found
    },
    /** "9 memories, 9 links", as the screen counts. */
    counts: async (): Promise<string> =>
      (await screen.getByRole('status').first().innerText()).replaceAll(/\s+/g, ' ').replaceAll(' ,', ','),
    command: async (title: string): Promise<void> => {
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox').fill(title)
      await page.getByRole('option', { name: title }).first().click()
    },
    /** Presses at one place, moves to others, and lets go at the last of them. */
    drag: async (from: At, ...via: readonly At[]): Promise<void> => {
      await page.mouse.move(from.x, from.y)
      await page.mouse.down()
      for (const { x, y } of via) await page.mouse.move(x, y, { steps: 4 })
      await page.mouse.up()
    },
    /** Pixels of the drawing that have a colour, nearly. */
    seen: async (color: readonly number[]): Promise<number> => {
      const picture = (await canvas.screenshot()).toString('base64')
      return await page.evaluate(`(async () => {
      const image = new Image()
      image.src = 'data:image/png;base64,${picture}'
      await image.decode()
      const sheet = document.createElement('canvas')
      sheet.width = image.width
      sheet.height = image.height
      const context = sheet.getContext('2d')
      context.drawImage(image, 0, 0)
      const { data } = context.getImageData(0, 0, sheet.width, sheet.height)
      const wanted = ${JSON.stringify(color)}
      let count = 0
      for (let i = 0; i < data.length; i += 4) {
        if (wanted.every((value, k) => Math.abs(data[i + k] - value) < 12)) count += 1
      }
      return count
    })()`)
    },
    /** The colour of the drawing at a place of the page, from what is really on the screen. */
    pixel: async ({ x, y }: At): Promise<readonly number[]> => {
      const clip = { x: Math.round(x), y: Math.round(y), width: 1, height: 1 }
      const picture = (await page.screenshot({ clip })).toString('base64')
      return await page.evaluate(`(async () => {
        const image = new Image()
        image.src = 'data:image/png;base64,${picture}'
        await image.decode()
        const sheet = document.createElement('canvas')
        const context = sheet.getContext('2d')
        context.drawImage(image, 0, 0)
        return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)]
      })()`)
    },
  }
}

export interface At {
  readonly x: number
  readonly y: number
}

export const between = (a: At, b: At, share = 0.5): At => ({
  x: a.x + (b.x - a.x) * share,
  y: a.y + (b.y - a.y) * share,
})
