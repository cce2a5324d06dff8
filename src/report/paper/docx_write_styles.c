#include "report/paper/docx_write_styles.h"

#define BODY "仿宋_GB2312"

/* Line 28 pt exactly: 22 lines on a page; the page has 28 characters in a line only when each
 * takes a quarter of a point less than its 16 pt. */
static const char defaults[] = "<w:docDefaults><w:rPrDefault><w:rPr>"
			       "<w:rFonts w:ascii=\"" BODY "\" w:eastAsia=\"" BODY
			       "\" w:hAnsi=\"" BODY "\" w:cs=\"" BODY "\"/>"
			       "<w:kern w:val=\"0\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>"
			       "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/>"
			       "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>";

#define INDENT "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>"
#define EXACTLY_28 "<w:spacing w:line=\"560\" w:lineRule=\"exact\"/>"
/* No gap between Han characters and digits: 2025年, as official papers have it. */
#define TOGETHER "<w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/>"
#define CELL                                                                                       \
	"<w:spacing w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:firstLineChars=\"0\" "            \
	"w:firstLine=\"0\"/>"

struct style {
	const char *id, *name;
	const char *paragraph; /* its w:pPr */
	const char *font;      /* NULL: as Normal */
	const char *more;      /* the rest of its w:rPr */
};

static const struct style styles[] = {
	{ "Title", "Title",
	  "<w:spacing w:before=\"0\" w:after=\"560\" w:line=\"680\" w:lineRule=\"exact\"/>"
	  "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>",
	  "方正小标宋简体", "<w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/>" },
	{ "Heading1", "heading 1", "<w:keepNext/>" EXACTLY_28 INDENT "<w:outlineLvl w:val=\"0\"/>",
	  "黑体", "" },
	{ "Heading2", "heading 2", "<w:keepNext/>" EXACTLY_28 INDENT "<w:outlineLvl w:val=\"1\"/>",
	  "楷体_GB2312", "" },
	{ "Heading3", "heading 3", "<w:keepNext/>" EXACTLY_28 INDENT "<w:outlineLvl w:val=\"2\"/>",
	  NULL, "<w:b/>" },
	{ "Issuer", "Issuer",
	  "<w:keepNext/><w:spacing w:before=\"560\" w:line=\"560\" w:lineRule=\"exact\"/>"
	  "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/>",
	  NULL, "" },
	{ "Date", "Date",
	  EXACTLY_28 "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/>",
	  NULL, "" },
	{ "FormNumber", "Form Number",
	  "<w:spacing w:before=\"280\" w:line=\"400\" w:lineRule=\"exact\"/>"
	  "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/>",
	  NULL, "<w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/>" },
	{ "TableTitle", "Table Title",
	  "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"60\" w:line=\"400\" "
	  "w:lineRule=\"exact\"/>"
	  "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>",
	  "黑体", "<w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>" },
	{ "TableUnit", "Table Unit",
	  "<w:keepNext/><w:spacing w:line=\"320\" w:lineRule=\"exact\"/>"
	  "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"right\"/>",
	  NULL, "<w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/>" },
	{ "TableHead", "Table Head", CELL "<w:jc w:val=\"center\"/>", NULL, "" },
	{ "TableLabel", "Table Label", CELL "<w:jc w:val=\"left\"/>", NULL, "" },
	{ "TableNumber", "Table Number", CELL "<w:jc w:val=\"center\"/>", NULL, "" },
	{ "TableText", "Table Text", CELL "<w:jc w:val=\"left\"/>", NULL, "" },
	{ "TableNote", "Table Note",
	  "<w:spacing w:before=\"40\" w:line=\"300\" w:lineRule=\"exact\"/>"
	  "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/>",
	  NULL, "<w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/>" },
	{ "TableEnd", "Table End",
	  "<w:spacing w:line=\"200\" w:lineRule=\"exact\"/>"
	  "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>",
	  NULL, "<w:sz w:val=\"12\"/><w:szCs w:val=\"12\"/>" },
	{ "Header", "header",
	  "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>"
	  "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"right\"/>",
	  "黑体", "<w:color w:val=\"C00000\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>" },
	{ "Footer", "footer",
	  "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>"
	  "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>",
	  "宋体", "<w:spacing w:val=\"0\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>" },
};

/* Standard styles keep the names that Word knows; ours are custom styles. */
static int is_standard(const struct style *s)
{
	return s->name[0] >= 'a' || strcmp(s->id, "Title") == 0 || strcmp(s->id, "Date") == 0;
}

static void put_font(struct buf *b, const char *font)
{
	buf_printf(b, "<w:rFonts w:ascii=\"%s\" w:eastAsia=\"%s\" w:hAnsi=\"%s\" w:cs=\"%s\"/>",
		   font, font, font, font);
}

static void put_style(struct buf *b, const struct style *s)
{
	buf_printf(b,
		   "<w:style w:type=\"paragraph\"%s w:styleId=\"%s\"><w:name w:val=\"%s\"/>"
		   "<w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/>"
		   "<w:pPr>%s</w:pPr><w:rPr>",
		   is_standard(s) ? "" : " w:customStyle=\"1\"", s->id, s->name, s->paragraph);
	if (s->font)
		put_font(b, s->font);
	buf_printf(b, "%s</w:rPr></w:style>", s->more);
}

void docx_put_styles(struct buf *b)
{
	size_t i;

	buf_puts(b, defaults);
	buf_puts(b, "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
		    "<w:name w:val=\"Normal\"/><w:qFormat/><w:pPr>" TOGETHER EXACTLY_28 INDENT
		    "<w:jc w:val=\"both\"/></w:pPr>"
		    "<w:rPr><w:spacing w:val=\"-5\"/></w:rPr></w:style>"
		    "<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"Mark\">"
		    "<w:name w:val=\"Mark\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>"
		    "</w:style>");
	for (i = 0; i < sizeof(styles) / sizeof(*styles); i++)
		put_style(b, &styles[i]);
}

void docx_put_fonts(struct buf *b)
{
	static const struct {
		const char *name, *others, *family, *pitch;
	} fonts[] = {
		{ "方正小标宋简体",
		  "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体,SimSun", "roman",
		  "variable" },
		{ "黑体", "SimHei,Noto Sans CJK SC,思源黑体", "modern", "fixed" },
		{ "楷体_GB2312", "楷体,KaiTi,KaiTi_GB2312,华文楷体,STKaiti", "modern", "fixed" },
		{ BODY, "仿宋,FangSong,FangSong_GB2312,华文仿宋,STFangsong", "modern", "fixed" },
		{ "宋体", "SimSun,Noto Serif CJK SC,思源宋体", "roman", "variable" },
	};
	size_t i;

	for (i = 0; i < sizeof(fonts) / sizeof(*fonts); i++)
		buf_printf(
			b,
			"<w:font w:name=\"%s\"><w:altName w:val=\"%s\"/><w:charset w:val=\"86\"/>"
			"<w:family w:val=\"%s\"/><w:pitch w:val=\"%s\"/></w:font>",
			fonts[i].name, fonts[i].others, fonts[i].family, fonts[i].pitch);
}
