import { pathToFileURL } from 'node:url'

export interface OwnPage {
  /** What the window loads. */
  readonly url: string
  /** Whether an address is that page, wherever in it: query and fragment are its own business. */
  isOwn(url: string): boolean
}

const withoutPlace = (address: string): string => {
  const url = new URL(address)
  url.search = ''
  url.hash = ''
  return url.href
}

const ownPage = (url: string): OwnPage => {
  const own = withoutPlace(url)
  return { url, isOwn: (other) => URL.canParse(other) && withoutPlace(other) === own }
}

export const fileOwnPage = (file: string): OwnPage => ownPage(pathToFileURL(file).href)

/** The page of the development server, for `npm run dev`. */
export const devOwnPage = (url: string): OwnPage => ownPage(url)
