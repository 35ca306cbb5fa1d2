/** A form of an invented unit, one click away. Loaded only when asked for. */
export type Sample = { readonly title: string; readonly file: string; readonly load: () => Promise<string> }

export const samples: readonly Sample[] = [
  {
    title: '一份规范的',
    file: '示例：规范的自评表.html',
    load: () => import('./clean.html?raw').then((module) => module.default),
  },
  {
    title: '一份破损的',
    file: '示例：破损的扫描识别文本.txt',
    load: () => import('./damaged.txt?raw').then((module) => module.default),
  },
]
