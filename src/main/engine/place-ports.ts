/** The part of the primary store that keeps the axes by which memories get a place (LIFE-1). They are derived, not journaled. */
export interface PlaceStore {
  /** As JSON; null where none were kept for this embedder. */
  placeAxes(namespace: string, embedder: string): Promise<string | null>
  /** Keeps axes where none are kept yet. @returns those that are kept, which may be somebody else's */
  keepPlaceAxes(namespace: string, embedder: string, axes: string): Promise<string>
}
