// The words of the interface in English and Chinese. `zh` has the keys of `en`, or it does not compile.
import { createContext } from "preact";
import { useContext } from "preact/hooks";

const en = {
  overview: "Overview", documents: "Documents", speeches: "Speeches", acts: "Commitments and directives", concordance: "Concordance", reuse: "Reuse", help: "Help",
  skip: "Skip to the content", loading: "Loading …", failed: "Could not be loaded:", notFound: "There is nothing with this id in the corpus.",
  language: "Language", theme: "Colours", auto: "system", light: "light", dark: "dark", menu: "Parts of the corpus",
  search: "Search", searchHint: "Search the texts; 創建 finds 创建", filter: "Filter", all: "all", none: "(none)", clear: "Clear filters",
  csv: "Download as CSV", rows: (n: string) => `${n} rows`, hits: (n: string, s: string) => `${n} hits in ${s} speeches`, page: (p: string, of: string) => `page ${p} of ${of}`,
  previous: "Previous page", next: "Next page", pages: "Pages", shown: (n: string) => `the first ${n} are listed`,
  title: "Title", speaker: "Speaker", unit: "Unit", kind: "Kind", level: "Level", genre: "Genre", campaign: "Campaign", year: "Year", date: "Date", event: "Event",
  sentences: "Sentences", tokens: "Tokens", characters: "Characters", edits: "Edits", path: "File", encoding: "Encoding", rights: "Rights", url: "Address",
  publisher: "Publisher", retrieved: "Retrieved", note: "Note", office: "Office", addressee: "Addressee", salutation: "Salutation", signature: "Signature", subtitle: "Subtitle", marker: "Marker", date_iso: "Date (ISO)",
  untitled: "(no title)", speech: "Speech", document: "Document", outline: "Outline", text: "Text", annotations: "Annotations", facts: "Facts", layers: "Layers",
  allLayers: "all", noLayers: "none", showTokens: "Words on hover", names: "Names beside the marks", rule: "Rule", layer: "Layer", attributes: "What is said", link: "Link", linkTo: "Link to this sentence", inSource: "In the source",
  inspector: "What is under the pointer or the focus", inspectorHint: "Point at a sentence, or focus the text and use the arrow keys.",
  textRegion: "Text of the speech. Arrow keys: down and up go from sentence to sentence, right and left from word to word.",
  source: "Source and clean text", clean: "Clean text", sourceText: "Source text", dropped: "Dropped", damage: "Damage", reason: "Reason", line: "Line",
  rulesOfLine: "Rules", allRules: "all rules", nothingDropped: "Nothing was dropped.", noDamage: "No damage was found.", message: "Message",
  legend: "Struck out: dropped from the source. Dotted: replaced. Underlined twice: what stands in its place. The number names the rule beside it.",
  whyCut: "Why the page was cut here", foundBy: "Found by", who: "Who", does: "Does", what: "What", when: "By when", amount: "Amount", negated: "Negated", yes: "yes", no: "no",
  commitment: "commitment", directive: "directive", any: "any", withDeadline: "with a deadline", sentence: "Sentence", modality: "Modality", strength: "Strength", beneficiary: "For whom",
  sort: "Sort", place: "by place", left: "by what stands before", right: "by what stands behind", before: "Before", hit: "Hit", behind: "Behind", type: "Type to search.", noHits: "Nothing was found.",
  noReuse: "Repeats were not looked for: --no-reuse was given, or the extra is not installed (pip install 'chuangwen-corpus[reuse]').", noPairs: "Nothing repeats.", similarity: "Similarity", containment: "Containment", first: "First", second: "Second", compare: "Compare", earlier: "earlier",
  exact: "exact", places: "places differ", words: "words differ", part: "in part", tooDifferent: "These texts differ too much to be compared here.",
  legendReuse: "Struck out: only in the first text. Underlined twice: only in the second. Variant characters and widths are no differences.",
  byGenre: "Speeches by genre", byLevel: "Speeches by level", byKind: "Speeches by kind of speaker", byYear: "Documents by year", byLayer: "Annotations by layer", byRule: "Edits by rule", byUpos: "Tokens by word class", keywords: "Keywords of most speeches", byAnomaly: "Damage by kind", byLength: "Speeches by length (tokens)", byReject: "Rejects by reason",
  tables: "Tables", licences: "Licences", version: "version", creators: "By", value: "Value", count: "Count",
  keys: "Keys", keysOn: "Single-key shortcuts", keySearch: "/ goes to the search", keyText: "↓ ↑ in the text: next and previous sentence", keyWord: "→ ← in the text: next and previous word", keyEnter: "Enter in the text: permanent link of the sentence",
  about: "This page is a copy of a corpus. It works offline; nothing leaves this computer. What each table and column means stands in the data dictionary of the corpus.",
  csvNote: "CSV is UTF-8 with a byte order mark. A cell that a spreadsheet would run as a formula begins with an apostrophe.", clip: "Only what is on this page of the list is printed.",
};
type Words = typeof en;

const zh: Words = {
  overview: "概览", documents: "文档", speeches: "讲话", acts: "承诺与要求", concordance: "语境检索", reuse: "文本复用", help: "帮助",
  skip: "跳到正文", loading: "正在载入……", failed: "无法载入：", notFound: "语料库中没有这个编号。",
  language: "语言", theme: "配色", auto: "跟随系统", light: "浅色", dark: "深色", menu: "语料库各部分",
  search: "检索", searchHint: "检索正文；“創建”也能找到“创建”", filter: "筛选", all: "全部", none: "（无）", clear: "清除筛选",
  csv: "下载 CSV", rows: (n) => `共 ${n} 行`, hits: (n, s) => `${s} 篇讲话中共 ${n} 处`, page: (p, of) => `第 ${p} 页，共 ${of} 页`,
  previous: "上一页", next: "下一页", pages: "分页", shown: (n) => `仅列出前 ${n} 对`,
  title: "标题", speaker: "讲话人", unit: "单位", kind: "类别", level: "层级", genre: "体裁", campaign: "活动", year: "年份", date: "日期", event: "会议",
  sentences: "句", tokens: "词", characters: "字符", edits: "改动", path: "文件", encoding: "编码", rights: "权利", url: "网址",
  publisher: "发布者", retrieved: "获取时间", note: "备注", office: "职务", addressee: "听众", salutation: "称呼", signature: "落款", subtitle: "副标题", marker: "序号", date_iso: "日期（ISO）",
  untitled: "（无标题）", speech: "讲话", document: "文档", outline: "提纲", text: "正文", annotations: "标注", facts: "信息", layers: "标注层",
  allLayers: "全选", noLayers: "全不选", showTokens: "指向时显示分词", names: "标记旁显示层名", rule: "规则", layer: "标注层", attributes: "属性", link: "链接", linkTo: "本句的固定链接", inSource: "在原文中",
  inspector: "指针或焦点处的内容", inspectorHint: "指向一个句子，或聚焦正文后使用方向键。",
  textRegion: "讲话正文。方向键：上下逐句移动，左右逐词移动。",
  source: "原文与净文对照", clean: "净文", sourceText: "原文", dropped: "删去内容", damage: "缺损", reason: "理由", line: "行",
  rulesOfLine: "规则", allRules: "所有规则", nothingDropped: "没有删去任何内容。", noDamage: "没有发现缺损。", message: "说明",
  legend: "删除线：从原文删去。点线：被替换。双下划线：替换后的内容。数字对应右侧的规则。",
  whyCut: "在此处切分的依据", foundBy: "依据", who: "谁", does: "做", what: "什么", when: "期限", amount: "数量", negated: "否定", yes: "是", no: "否",
  commitment: "承诺", directive: "要求", any: "不限", withDeadline: "有期限", sentence: "句子", modality: "情态", strength: "强度", beneficiary: "受益者",
  sort: "排序", place: "按位置", left: "按左语境", right: "按右语境", before: "左语境", hit: "命中", behind: "右语境", type: "请输入检索词。", noHits: "没有找到。",
  noReuse: "没有查找复用：使用了 --no-reuse，或未安装可选组件（pip install 'chuangwen-corpus[reuse]'）。", noPairs: "没有重复的文本。", similarity: "相似度", containment: "包含度", first: "甲", second: "乙", compare: "对照", earlier: "较早",
  exact: "完全相同", places: "地名不同", words: "用词不同", part: "部分相同", tooDifferent: "两文差异过大，无法在此对照。",
  legendReuse: "删除线：仅见于甲。双下划线：仅见于乙。繁简与全半角之别不计。",
  byGenre: "讲话体裁", byLevel: "讲话层级", byKind: "讲话人类别", byYear: "文档年份", byLayer: "各层标注", byRule: "各规则改动", byUpos: "词类", keywords: "最常见的关键词", byAnomaly: "缺损种类", byLength: "讲话长度（词）", byReject: "拒收理由",
  tables: "数据表", licences: "许可", version: "版本", creators: "作者", value: "值", count: "数量",
  keys: "按键", keysOn: "单键快捷键", keySearch: "/ 转到检索", keyText: "正文中 ↓ ↑：下一句、上一句", keyWord: "正文中 → ←：下一词、上一词", keyEnter: "正文中 Enter：本句的固定链接",
  about: "本页是一个语料库的副本，可离线使用，任何内容都不会离开本机。各表各列的含义见语料库的数据字典。",
  csvNote: "CSV 为带字节顺序标记的 UTF-8。表格软件会当作公式运行的单元格前加一个撇号。", clip: "打印时只包含列表的当前页。",
};

export const LANGUAGES = { en, zh };
export type Language = keyof typeof LANGUAGES;
export const Language = createContext<Language>("en");

/** The words of the language that is chosen. */
export function useWords(): Words {
  return LANGUAGES[useContext(Language)];
}

const LAYERS: Record<string, [string, string, string, string]> = {
  // in English, its short form, in Chinese, its short form
  addressee: ["addressee", "addr", "听众", "听"], cited_work: ["cited work", "work", "引书", "书"], quoted_term: ["quoted term", "quot", "引号词语", "引"],
  self_reference: ["self-reference", "self", "自称", "我"], policy_term: ["policy term", "policy", "提法", "提"], organisation: ["organisation", "org", "机构", "机"],
  time: ["time", "time", "时间", "时"], quantity: ["quantity", "qty", "数量", "量"], commitment: ["commitment", "commit", "承诺", "诺"], directive: ["directive", "direct", "要求", "令"],
  enumeration_item: ["list item", "item", "列举", "列"], four_character: ["four-character expression", "4ch", "四字格", "四"], metaphor_war: ["war metaphor", "war", "战争隐喻", "战"],
  named_entity: ["named entity", "name", "命名实体", "名"], parallelism: ["parallelism", "par", "排比", "排"], placeholder: ["placeholder", "gap", "占位符", "空"], speaker: ["speaker", "spk", "讲话人", "讲"],
};

export function layerName(layer: string, language: Language): string {
  return LAYERS[layer]?.[language === "en" ? 0 : 2] ?? layer;
}
export function layerMark(layer: string, language: Language): string {
  return LAYERS[layer]?.[language === "en" ? 1 : 3] ?? layer.slice(0, 4);
}
