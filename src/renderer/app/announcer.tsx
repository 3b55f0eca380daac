import { announcer } from '../workspace/announcer.ts'

/**
 * The one live region of the window: it is there before its words are, as a region that comes together with them is
 * often not heard.
 */
export const Announcer = () => {
  const { text, count } = announcer()
  return (
    <p className="visually-hidden" role="status">
      <span key={count}>{text}</span>
    </p>
  )
}
