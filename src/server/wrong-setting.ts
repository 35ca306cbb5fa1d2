/** A setting that can't be right; the message is Chinese and names it. */
export class WrongSetting extends Error {}
