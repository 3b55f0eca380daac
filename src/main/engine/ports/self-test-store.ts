/** The part of the primary store that keeps what namespaces found out about themselves (REC-1). Derived, not journaled. */
export interface SelfTestStore {
  /** As JSON; null where none was kept for this embedder. */
  selfTest(namespace: string, embedder: string): Promise<string | null>
  /** In the place of the one before. */
  keepSelfTest(namespace: string, embedder: string, test: string): Promise<void>
}
