/** No row, no list, no place, no key. */
export const none = 0xffff_ffff
