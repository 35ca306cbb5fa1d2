/**
 * Traditional characters of the forms' vocabulary (headings, levels, units, verdicts), each before its simplified one.
 * Only for comparing: a record keeps the characters as printed.
 */
const PAIRS =
  '於于 並并 來来 係系 個个 備备 傢家 價价 億亿 優优 內内 兩两 冊册 別别 則则 劃划 劑剂 動动 務务 區区 協协 卻却 員员 ' +
  '問问 單单 噸吨 嚴严 國国 執执 報报 場场 塊块 壓压 學学 實实 審审 寫写 將将 專专 對对 屆届 屬属 幣币 幾几 張张 ' +
  '強强 後后 復复 態态 慣惯 應应 戶户 採采 換换 撥拨 據据 擬拟 數数 斷断 時时 暫暂 曆历 會会 條条 棟栋 業业 極极 ' +
  '構构 標标 樣样 權权 歷历 歸归 殘残 決决 沒没 況况 減减 準准 滿满 濟济 為为 爲为 無无 營营 牀床 現现 環环 產产 ' +
  '産产 畝亩 當当 監监 盤盘 確确 碼码 種种 稱称 積积 筆笔 範范 簡简 簽签 籤签 籌筹 約约 級级 細细 終终 組组 結结 ' +
  '統统 經经 綜综 編编 縣县 總总 績绩 織织 續续 聯联 職职 臺台 與与 舉举 萬万 蓋盖 處处 號号 裏里 裡里 補补 製制 ' +
  '複复 見见 規规 計计 託托 設设 註注 証证 評评 試试 話话 認认 誤误 說说 説说 課课 調调 請请 論论 證证 護护 讀读 ' +
  '變变 負负 財财 責责 貸贷 費费 資资 質质 車车 較较 輛辆 輪轮 轉转 辦办 這这 連连 週周 進进 運运 過过 達达 還还 ' +
  '邊边 鄉乡 鄰邻 銀银 錯错 鍾钟 鐘钟 鎮镇 長长 門门 開开 間间 關关 隊队 際际 隻只 電电 響响 頁页 頃顷 項项 順顺 ' +
  '預预 頭头 題题 額额 類类 餘余 體体 點点 齊齐 導导 眾众 衆众 領领 階阶 徑径 維维 養养 測测 驗验 獲获 雙双 擔担 ' +
  '擴扩 貼贴 輔辅 險险 須须 雜杂 難难 離离 農农 漁渔 綠绿 創创 層层 幹干 廠厂 廣广 徵征 懷怀 戰战 擇择 擊击 攜携 ' +
  '覽览 親亲 觀观 訊讯 訓训 記记 訪访 許许 詢询 詳详 誌志 談谈 諮咨 謝谢 識识 議议 購购 賬账 賽赛 贊赞 趨趋 跡迹 ' +
  '軟软 載载 輸输 適适 遠远 選选 遷迁 遺遗 鑒鉴 鏈链 閉闭 閱阅 陽阳 陳陈 陸陆 隨随 顧顾 顯显 飛飞 飯饭 館馆 馬马 ' +
  '驅驱 魚鱼 麗丽 黨党'

const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  PAIRS.split(' ').flatMap((pair) => {
    const [from, to] = [...pair]
    return from !== undefined && to !== undefined && from !== to ? [[from, to] as const] : []
  }),
)
const CLASS = `[${[...SIMPLIFIED.keys()].join('')}]`
const HAS_TRADITIONAL = new RegExp(CLASS)
const TRADITIONAL = new RegExp(CLASS, 'g')

/** Text with the traditional characters of the vocabulary as simplified ones; as long as before. */
export function simplified(text: string): string {
  if (!HAS_TRADITIONAL.test(text)) return text
  return text.replaceAll(TRADITIONAL, (character) => SIMPLIFIED.get(character) ?? character)
}
