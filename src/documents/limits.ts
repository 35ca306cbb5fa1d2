/** Largest file taken, in bytes. */
export const MAX_FILE_BYTES = 32 * 1024 * 1024
/** Entries in one zip container. */
export const MAX_ENTRIES = 2_000
/** Files in one zip of many forms, and all of them after inflating, in bytes; they are read one by one. */
export const MAX_ARCHIVE_ENTRIES = 20_000
export const MAX_ARCHIVE_BYTES = 1024 * 1024 * 1024
/** One part after inflating, in bytes. */
export const MAX_ENTRY_BYTES = 32 * 1024 * 1024
/** All parts that are read, after inflating, in bytes. */
export const MAX_TOTAL_BYTES = 64 * 1024 * 1024
/** Inflated ÷ packed, asked only of parts larger than RATIO_FREE_BYTES. */
export const MAX_RATIO = 200
export const RATIO_FREE_BYTES = 4 * 1024 * 1024
/** Cells of one file, empty but styled ones included. */
export const MAX_CELLS = 200_000
/** Sheets of one workbook. */
export const MAX_SHEETS = 100
/** Merged ranges of one sheet. */
export const MAX_MERGES = 20_000
/** Rows and columns of Excel itself; no cell may stand beyond. */
export const MAX_ROWS = 1_048_576
export const MAX_COLUMNS = 16_384
/** Columns of one HTML table: row spans make each row look through them all. */
export const MAX_TABLE_COLUMNS = 1_000
/** A text, HTML or csv file, in bytes. */
export const MAX_TEXT_BYTES = 8 * 1024 * 1024
/** Characters of one cell; Excel refuses longer ones. */
export const MAX_CELL_TEXT = 32_767
/** Problems told one by one; the rest is counted. */
export const MAX_PROBLEMS = 50
/** A PDF of more pages is a book, not a form. */
export const MAX_PDF_PAGES = 200
export const MAX_PDF_GLYPHS = 60_000
export const MAX_PDF_OBJECTS = 200_000
/** Pixels of one picture: A3 at 400 dpi has 31 million. Asked of the header, before anything is decoded. */
export const MAX_IMAGE_PIXELS = 40_000_000
/** The same picture unpacked, in bytes: that many pixels of four bytes. */
export const MAX_IMAGE_BYTES = 160_000_000
/** Pixels a page is read with: A4 at 300 dpi, A3 at 215. A finer picture is made coarser first. */
export const MAX_READ_PIXELS = 9_000_000
/** Either side of a picture, in pixels. */
export const MAX_IMAGE_SIDE = 20_000
/** Pages of one TIFF. */
export const MAX_IMAGE_PAGES = 60
/** Strips or tiles of one TIFF page. */
export const MAX_TIFF_STRIPS = 20_000
/** Text recognised of one file, as the width of all its lines in pixels when they are 48 high: sixty of the densest forms. What is left then is told. */
export const MAX_LINE_WIDTH = 3_000_000
/**
 * Recognition of a page of A4, in the same measure with the margins and the call of every line, second looks included: four
 * seconds of one core. The densest form has 53 000 at its first looks, a page of noise several times as much. A3 may have twice that.
 */
export const MAX_PAGE_WORK = 64_000
/** Reading the pictures of one file ends after so many milliseconds at the latest, however busy the machine. */
export const MAX_RECOGNITION_MS = 900_000
