import { type DiscOnScreen, RIM } from './draw-discs.ts'
import { mixHex } from './palette.ts'
import type { Point } from './placement.ts'
import type { Scene, SceneLink, SceneNode } from './scene.ts'

const MARKS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text that XML may hold: its own signs written as names, what XML knows no character for left out. */
const escapeXml = (text: string): string =>
  [...text]
    .filter((sign) => {
      const code = sign.codePointAt(0) ?? 0
      const isControl = code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d
      return !isControl && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff
    })
    .map((sign) => MARKS[sign] ?? sign)
    .join('')

const short = (value: number): string => Number(value.toFixed(2)).toString()
const at = ({ x, y }: Point): string => `${short(x)} ${short(y)}`
const corners = (points: readonly Point[]): string => points.map(at).join(' ')

const titled = (tag: string, title: string): string =>
  `<${tag}><title>${escapeXml(title)}</title></${tag.split(' ')[0]}>`

const linkOf = ({ start, control, end, head, color, width, dash, title }: SceneLink): string => {
  const way = control ? `Q ${at(control)} ${at(end)}` : `L ${at(end)}`
  const dashes = dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : ''
  const stroke = `fill="none" stroke="${escapeXml(color)}" stroke-width="${short(width)}"${dashes}`
  const line = titled(`path d="M ${at(start)} ${way}" ${stroke}`, title)
  return head ? `${line}<polygon points="${corners(head)}" fill="${escapeXml(color)}"/>` : line
}

const nodeOf = ({ x, y, radius: r, shape, color, title }: SceneNode, ground: string): string => {
  const paint =
    shape === 'bubble'
      ? `fill="${mixHex(ground, color, 0.3)}" stroke="${escapeXml(color)}"`
      : `fill="${escapeXml(color)}" stroke="${escapeXml(ground)}"`
  if (shape !== 'diamond')
    return titled(`circle cx="${short(x)}" cy="${short(y)}" r="${short(r)}" ${paint}`, title)
  const tips = [
    { x, y: y - r },
    { x: x + r, y },
    { x, y: y + r },
    { x: x - r, y },
  ]
  return titled(`polygon points="${corners(tips)}" ${paint}`, title)
}

/** As on the drawing: a ring, and a sign above to the right of it. */
const markOf = ({ x, y, radius, mark }: SceneNode, { text, ground }: Scene): string => {
  if (!mark) return ''
  const [ring, away] = [radius + 2.5, (radius + 4) * Math.SQRT1_2]
  const color = escapeXml(mark.color)
  const dashes = mark.dash.length > 0 ? ` stroke-dasharray="${mark.dash.join(' ')}"` : ''
  const [cx, cy] = [short(x + away), short(y - away)]
  return [
    `<circle cx="${short(x)}" cy="${short(y)}" r="${short(ring)}" fill="none" stroke="${color}" stroke-width="2"${dashes}/>`,
    `<circle cx="${cx}" cy="${cy}" r="6" fill="${escapeXml(ground)}" stroke="${color}" stroke-width="1.5"/>`,
    `<text x="${cx}" y="${short(y - away + 3.5)}" text-anchor="middle" font-size="10" fill="${text}">${mark.sign}</text>`,
  ].join('')
}

const discOf = ({ x, y, radius, color, label }: DiscOnScreen, { ground }: Scene): string => {
  const r = radius + RIM
  const paint = `fill="${mixHex(ground, color, 0.08)}" stroke="${mixHex(ground, color, 0.55)}" stroke-width="1.5"`
  return titled(`circle cx="${short(x)}" cy="${short(y)}" r="${short(r)}" ${paint}`, label)
}

const labelOf = ({ label }: SceneNode, { text: color, ground }: Scene): string => {
  if (!label) return ''
  const { text, side, at: place } = label
  const anchor = side === 'left' || side === 'right' ? 'start' : 'middle'
  return `<text x="${short(place.x)}" y="${short(place.y)}" text-anchor="${anchor}" fill="${color}" stroke="${ground}" stroke-width="3" paint-order="stroke" stroke-linejoin="round">${escapeXml(text)}</text>`
}

const isSeen = ({ x, y, radius }: SceneNode, { width, height }: Scene): boolean =>
  x > -radius && y > -radius && x < width + radius && y < height + radius

/** What is seen as an SVG file of its own: links, nodes, labels, each with its name as a title. */
export const writeSvg = (scene: Scene): string => {
  const { width, height, ground, font } = scene
  const nodes = scene.nodes.filter((node) => isSeen(node, scene))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${short(width)}" height="${short(height)}" viewBox="0 0 ${short(width)} ${short(height)}">`,
    `<rect width="100%" height="100%" fill="${ground}"/>`,
    `<g>${scene.discs.map((disc) => discOf(disc, scene)).join('\n')}</g>`,
    `<g>${scene.links.map(linkOf).join('\n')}</g>`,
    `<g stroke-width="1.25">${nodes.map((node) => nodeOf(node, ground)).join('\n')}</g>`,
    `<g font-family="${escapeXml(font)}" font-weight="600">${nodes.map((node) => markOf(node, scene)).join('')}</g>`,
    `<g font-family="${escapeXml(font)}" font-size="12" font-weight="500">${nodes.map((node) => labelOf(node, scene)).join('\n')}</g>`,
    '</svg>\n',
  ].join('\n')
}
