interface HighlightedProps {
  readonly text: string
  /** [start, end) in UTF-16 units, in order, not overlapping. */
  readonly ranges: readonly (readonly [number, number])[]
}

export const Highlighted = ({ text, ranges }: HighlightedProps) => {
  const ends = [0, ...ranges.map(([, end]) => end)]
  return (
    <>
      {ranges.map(([start, end], index) => (
        <span key={start}>
          {text.slice(ends[index], start)}
          <mark>{text.slice(start, end)}</mark>
        </span>
      ))}
      {text.slice(ends.at(-1))}
    </>
  )
}
