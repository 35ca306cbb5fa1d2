const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

/** The styles part: everything is set in 宋体 of one size, without space around paragraphs. `size` in half points. */
export function stylesXml(size: number): string {
  return (
    `<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr>` +
    `<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体"/><w:sz w:val="${size}"/><w:szCs w:val="${size}"/>` +
    `<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>` +
    `<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
    `<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>` +
    `<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/></w:style></w:styles>`
  )
}

/** The settings part: laid out as Word 2013 and later do, not in compatibility mode. */
export function settingsXml(): string {
  return (
    `<w:settings xmlns:w="${W}"><w:compat>` +
    `<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>` +
    `</w:compat></w:settings>`
  )
}

/** The footer part: 第 x 页，共 y 页, counted by Word. */
export function footerXml(): string {
  const field = (name: string) => `<w:fldSimple w:instr=" ${name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>`
  const text = (content: string) => `<w:r><w:t xml:space="preserve">${content}</w:t></w:r>`
  return (
    `<w:ftr xmlns:w="${W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>` +
    `${text('第 ')}${field('PAGE')}${text(' 页，共 ')}${field('NUMPAGES')}${text(' 页')}</w:p></w:ftr>`
  )
}
