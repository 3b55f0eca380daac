import { PAGE_URL } from './page-scheme.ts'

export interface OwnPage {
  /** What the window loads. */
  readonly url: string
  /** Whether an address is that page, wherever in it: query and fragment are its own business. */
  isOwn(url: string): boolean
  /** Whether an address is of the place that the page comes from: all that it may fetch. */
  isOfItsPlace(url: string): boolean
}

const withoutPlace = (address: string): string => {
  const url = new URL(address)
  url.search = ''
  url.hash = ''
  return url.href
}

/** Of a scheme of our own `URL` gives no origin. A WebSocket is of the place whose page opens it. */
const placeOf = (address: string): string => {
  const { protocol, host } = new URL(address)
  return `${protocol.replace(/^ws/, 'http')}//${host}`
}

const ownPage = (url: string): OwnPage => {
  const own = withoutPlace(url)
  const place = placeOf(url)
  return {
    url,
    isOwn: (other) => URL.canParse(other) && withoutPlace(other) === own,
    isOfItsPlace: (other) => URL.canParse(other) && placeOf(other) === place,
  }
}

export const builtOwnPage: OwnPage = ownPage(PAGE_URL)

/** The page of the development server, for `npm run dev`. */
export const devOwnPage = (url: string): OwnPage => ownPage(url)
