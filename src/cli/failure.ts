/** A call that can't be done: a wrong word, a missing file. The message is Chinese and complete; the exit status is 2. */
export class Failure extends Error {}
