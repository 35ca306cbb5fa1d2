/** The database can't be used in a way that the operator can mend; the message is Chinese and complete. */
export class StoreError extends Error {}
