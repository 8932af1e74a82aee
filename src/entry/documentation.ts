/** Where Belay's documentation is read, without a trailing slash; `null` while it has no address. */
export const DOCUMENTATION: string | null = null;
